### Check-in in the room.

deed-check-in = Check in those who come
deed-close-roll = Close the roll, and correct attendance afterwards
deed-take-out-attendance = Print sign-in sheets and codes, take attendance out as a file

checkin-title = Check-in
checkin-seminar = Seminar { $number }
checkin-sessions = Sessions
checkin-of = of { $places } have come
checkin-extra = + { $extra } without a place
checkin-gauge = How many have come
checkin-search = Name, municipality or code
checkin-search-short = Search or code
checkin-search-button = Search
checkin-scan = Scan
checkin-scan-title = Scan codes
checkin-scan-close = Done
checkin-hold = Hold the code in front of the camera.
checkin-no-camera = The camera cannot be used. Type the code into the search instead.
checkin-unknown-code = The code belongs to nobody on the list.
checkin-parts = Who is shown
checkin-all = All
checkin-missing = Not here
checkin-here = Here
checkin-add = Someone else
checkin-add-long = Someone who is not on the list
checkin-tap-help = Press to check in.
checkin-undo = Undo
checkin-about = More about { $name }
checkin-without-place = Without a place
checkin-comes-for = comes for { $name }
checkin-replaced-by = replaced by { $name }
checkin-partly = { $time }, { $minutes } min
checkin-excused = Has sent apologies
checkin-unexcused = Absent
checkin-nobody = Nobody on the list matches what you typed.
checkin-everybody = Everybody has come.
checkin-show-all = Show the whole list
checkin-back = To the list

## What the script says

checkin-on = Connected
checkin-off = No network
checkin-off-waiting = No network, { $count } waiting
checkin-sending = Sending { $count }
checkin-waits = waiting
checkin-is-here = { $name } is here.
checkin-undone = Undone: { $name }.
checkin-already = { $name } is checked in already, { $time }.
checkin-hits = Hits: { $count }.
checkin-others = Waiting from somebody else who used this phone: { $count }. It is sent when they sign in here again.
checkin-dismiss = Remove the line about { $name }
checkin-unreadable = It could not be saved.
checkin-signed-out = You are signed out. What waits is still on the phone, and is sent once you have signed in again.
checkin-refused-title = This could not be saved
checkin-offline-title = This page needs a network
checkin-offline-text = The list works without a network. What you check is kept on the phone and sent when the network is back.

## Why something did not work

checkin-refused-closed = The roll is closed. The organiser can correct the attendance, with a reason.
checkin-refused-no-roll = Nobody is checked in yet, so there is no roll to close.
checkin-refused-session = The session no longer exists. Reload the list.
checkin-refused-minutes = Give the minutes as a number between 1 and { $minutes }.
checkin-refused-contradiction = The minutes do not fit what you chose.
checkin-refused-reason = Write why the attendance is changed.
checkin-refused-unknown = The person no longer exists. Reload the list.
checkin-refused-name = Fill in given name and family name.
checkin-deputy-email = Give an e-mail address for whoever comes in somebody else's place.
checkin-choose-status = Choose what it should say.

## A person

checkin-nothing-noted = Nothing is noted.
checkin-came = Has come, { $when }
checkin-note = Note something else
checkin-correct = Correct
checkin-choose = What should it say?
checkin-status-narvarande = Present for the whole session
checkin-status-delvis = Present for part of the session
checkin-status-forhinder = Has sent apologies
checkin-status-franvarande = Absent
checkin-minutes = Minutes, if only part of the session
checkin-reason = Reason
checkin-reason-about = The reason is kept with the change.
checkin-note-button = Save
checkin-somebody-else = Somebody else comes instead
checkin-none-expected = have come
checkin-none-expected-long = Nobody has a place at this seminar. If somebody comes all the same, add them here.
checkin-none-here = Nobody has come yet.
checkin-cancelled = The seminar is cancelled.
checkin-noted = Noted: { $name }.
checkin-trouble = Could not be saved: { $count }
checkin-put-right = Correct it with a reason
checkin-note-not = Cancel
checkin-history = Everything that was noted (needs a network)
checkin-minutes-short = Number of minutes
checkin-refused-corrected = Somebody corrected the same attendance after you did, and that correction stands.
checkin-from = Municipality
checkin-from-about = Whoever comes from one of the municipalities gets a place at the meeting, if one is free.
checkin-from-elsewhere = None of them, comes without a place
checkin-role = Role
checkin-role-choose = Choose a role
checkin-by-sheet = from a sign-in sheet
checkin-by-list = checked on the list
checkin-by-code = checked with a code
checkin-arrived = arrived { $time }
checkin-taken-back = Undone { $time } by { $name }
checkin-corrected = Corrected { $date }: { $reason }

## Somebody who is not on the list

checkin-instead-of = Comes in place of
checkin-instead-of-about = For the rest of the day.
checkin-instead-of-nobody = Nobody, comes without a place
checkin-add-button = Add and check in
checkin-add-not = Add nobody
checkin-add-privacy = The particulars are used for the attendance of the programme. Tell the person that they are kept and may become an official record.

## Afterwards

checkin-after = Afterwards
checkin-close = Close the roll
checkin-close-not = Not yet
checkin-close-means = What this means
checkin-close-means-open = Anyone about whom nothing is noted gets no hours for the session.
checkin-close-means-change = After that, attendance is changed only by the organiser, with a reason that is kept.
checkin-close-means-phones = Phones that are still without a network can no longer send what they have checked. Make sure that all are connected first.
checkin-closed = The roll was closed on { $date } at { $time }.
checkin-closed-may = Open a person to correct, with a reason.
checkin-closed-here = A correction needs a reason.
checkin-closed-may-not = The organiser can correct the attendance.
checkin-sum = { $here } of { $places } have come.
checkin-sum-away = Sent apologies or absent: { $away }
checkin-sum-open = Nothing is noted about { $open }
checkin-sheet = Sign-in sheet, { $date }
checkin-attendance = Attendance as a file
checkin-participants = Participant list as a file
checkin-codes = Codes to print
checkin-codes-text = A label for each person. The code is read by the camera or typed. It opens nothing and says nothing about the person.

## One's own code

checkin-own-code = Your code for check-in
checkin-own-code-text = Show the code at the door, on your phone or printed. It is good for all seminars of the programme. It goes just as well without: say your name.
checkin-code-picture = QR code: { $code }
