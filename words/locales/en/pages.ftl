### The pages on the web. What a text is about stands in its key: which page, which part.

page-skip = Skip to content
page-navigation = Main menu
page-programmes = Programmes
page-certificates = Verify a certificate
page-sign-in = Sign in
page-sign-out = Sign out
page-mine = My page
page-work = My programmes
page-language = Language
page-footer-navigation = About this site
page-accessibility = Accessibility
page-privacy = Personal data
page-roles = Roles and permissions
page-test-data = Test data: the people are invented.
page-error-heading = Something needs correcting
page-error-title = Error: { $title }
page-back = Back

## Start page

home-title = Training programmes
home-lead = Programmes that regions and municipalities run together. Here you can see what they contain, when and where they are held, and how your municipality enrols.
home-empty = There are no programmes to show yet. When enrolment in a programme opens, it is listed here.
home-when = { $dates }
home-places = { $places ->
    [one] One place
   *[other] { $places } places
}

## Programme page

programme-organiser = Organiser
programme-partners = Partners
programme-when = When
programme-where = Where
programme-places = Places
programme-case-number = Case number
programme-stage = Status
programme-seminars = Seminars
programme-seminar-number = No.
programme-seminar-theme = Theme
programme-seminar-dates = Days
programme-seminar-place = Place
programme-no-seminars = The days are not decided yet.
programme-cancelled = Cancelled
programme-for-whom = For whom
programme-for-counties = The programme is for the municipalities of { $regions }.
programme-for-municipalities = The programme is for { $municipalities }.
programme-pair = Each municipality takes part with { $people }. They enrol together: both get a place or neither does.
programme-team = Each municipality takes part with a team of { $min }–{ $max } people, who enrol together.
programme-individual = You take part on your own.
programme-and-a = one { $role }
programme-enrol = How to enrol
programme-enrol-opens = Enrolment opens on { $date }.
programme-enrol-open = Enrolment is open until { $date }.
programme-enrol-closed = Enrolment closed on { $date }.
programme-enrol-unknown = Enrolment has not opened yet.
programme-enrol-over = The programme is completed.
programme-enrol-write = Questions about enrolment are answered by { $name }, { $organiser }.
programme-withdrawal = If you withdraw by { $date }, somebody else has time to take the place.
programme-decides = Who decides about places
programme-decides-text = { $organiser } decides about places by rules that are the same for everyone:
programme-decides-order = Places are given in the order enrolments come in. Those who get no place wait in a queue, and a place that becomes free is offered to the first in the queue.
programme-decides-reserved = Until { $date } places are reserved for each region. After that, the places that are left are open to all.
programme-decides-held = If somebody is missing from an enrolment, its place is held for { $days } days. After that it goes to the next in the queue.
programme-decides-offer = Those who are offered a place have { $days } days to answer.
programme-reserved-caption = Reserved places by region
programme-region = Region
programme-certificate = Those who have attended at least { $percent } of the time get a certificate of attendance.
programme-personal = Personal data and official records
programme-personal-text = { $organiser } is the controller of personal data and uses it for enrolment, attendance, evaluation and certificates in the programme, and for nothing else.
programme-official-record = { $country ->
    [NO] What you send can become a case document that others may ask to see.
   *[SE] What you send can become an official record (allmän handling) that others have the right to request.
}
programme-personal-more = Read more about how personal data is used
programme-calendar = Calendar
programme-calendar-subscribe = Subscribe to the seminars
programme-calendar-help = The calendar updates itself when a day or a venue changes.
programme-contact = Contact
programme-phone = Telephone

## Seminar page

seminar-above = { $programme }, seminar { $number }
seminar-cancelled = The seminar is cancelled.
seminar-changed = The time or place has changed since the seminar was first scheduled. What it says here applies.
seminar-sessions = Times
seminar-session = Session
seminar-hours = Hours
seminar-day = Day
seminar-venue = Place
seminar-speakers = Speakers
seminar-areas = Areas of culture
seminar-online = Online
seminar-online-sign-in = The seminar can also be followed online. The link is shown to those who have a place and are signed in.
seminar-host = Host
seminar-calendar = Add to calendar
seminar-others = The other seminars of the programme

## Verifying a certificate

verify-title = Verify a certificate
verify-lead = The number is printed on the certificate. You can also scan its code with a phone.
verify-number = Certificate number
verify-hint = For example KKN-2018-007-3F9A
verify-button = Verify
verify-empty = Enter the number that is printed on the certificate.
verify-unknown-title = There is no such certificate
verify-unknown = There is no certificate with number { $number }. Check that the number is copied correctly. If it is, the certificate was not issued here.
verify-again = Verify another certificate
verify-issued = The certificate is genuine and valid.
verify-flagged = The certificate is genuine. What it says about attendance is being reviewed.
verify-replaced = The certificate was replaced by a newer one and is no longer valid.
verify-revoked = The certificate was revoked and is not valid.
verify-about = Certificate { $number }
verify-name = Name
verify-role = Role
verify-municipality = Municipality
verify-programme = Programme
verify-period = Period
verify-hours = Attendance
verify-hours-of = { $attended } of { $offered } hours
verify-issuer = Issued by
verify-date = Issued
verify-protected = The name is not shown, because the person's identity is protected.
verify-erased = The person's data was erased. That the certificate was issued is kept, but not what it said.
verify-compare = Compare this with the certificate you were given. If they differ, what it says here applies.

## Errors

error-404-title = There is no such page
error-404 = The address may be mistyped, or the page may have moved. Start again from the programmes.
error-403-title = You do not have access to this
error-403 = You are signed in, but the page belongs to somebody else or to a role you do not have. If you think this is wrong, contact the programme's coordinator.
error-403-origin-title = What was sent was not accepted
error-403-origin = The form was sent from another site. Open the page here and send it from there.
error-405-title = That is not possible here
error-405 = The page cannot be used in that way. Start again from the programmes.
error-413-title = That was too much at once
error-413 = What was sent is larger than what is accepted. Shorten the text and send again.
error-429-title = Wait a little
error-429 = Wait a few minutes and try again.
error-429-seconds =
    Many requests have come from here in a short time. Try again in { $seconds ->
        [one] one second
       *[other] { $seconds } seconds
    }. If you sent a form, it was not taken: go back and send it again then.
error-429-minutes =
    Many requests have come from here in a short time. Try again in { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }. If you sent a form, it was not taken: go back and send it again then.
error-again = Try again
error-500-title = Something went wrong on our side
error-500 = The error has been noted. Try again in a while; what you have already sent is saved.
error-503-title = The page cannot be shown right now
error-503 = Try again in a while.
error-400-title = What was sent could not be read
error-400 = Go back to the form and send it again.
error-reference = Error number: { $reference }

## Accessibility

accessibility-title = Accessibility statement
accessibility-lead = Everyone should be able to use this site. It is built to follow WCAG 2.2 at level AA and the Nordic laws on accessible digital public services.
accessibility-works = How the site is built
accessibility-works-1 = Everything can be done by keyboard, without JavaScript, on a screen 320 pixels wide, and with text at twice its size.
accessibility-works-2 = Headings, landmarks and labels are marked up for screen readers. Errors in forms are shown both at the top and beside the field.
accessibility-works-3 = Colours follow your setting for light or dark.
accessibility-tested = How it is tested
accessibility-tested-text = Every page is tested in Swedish, Norwegian and English with the tool axe in the Chromium browser, at 320 and 1,280 pixels, before every release. Tests with people who use assistive technology have not been made yet.
accessibility-known = Known shortcomings
accessibility-known-text = Texts that organisers write themselves, such as a programme's purpose and the themes of seminars, mostly exist in one language only.
accessibility-report = Report shortcomings
accessibility-report-text = If you find something that does not work, write to the programme’s coordinator. The address is on the programme’s page. You can also get the content in another way, for instance read aloud.
accessibility-supervision = In Sweden the Agency for Digital Government (Digg) is the supervisory authority, in Norway the Authority for Universal Design of ICT. You can complain there if you are not satisfied with the answer.

## Personal data

privacy-title = How personal data is used
privacy-lead = We process only the data needed to run the programmes.
privacy-who = Who is responsible
privacy-who-text = The authority that organises a programme is the controller. Who that is, and whom to contact, is on the programme’s page.
privacy-what = Which data
privacy-what-text = Name, title, municipality, e-mail address, telephone number, role in the programme, attendance and certificates. Personal identity numbers are never used.
privacy-why = Why
privacy-why-text = To allocate places, invite people to seminars, record attendance and issue certificates. It is a task in the public interest.
privacy-evaluation = Evaluations are anonymous
privacy-evaluation-text = Answers are kept without any link to person, time or order. Results are shown only for so many answers together that nobody can be recognised.
privacy-official = Official records
privacy-official-text = What is sent to an authority can become an official record and be given to anyone who requests it.
privacy-kept = How long
privacy-kept-text = The data is kept or disposed of according to the organiser’s records schedule. Each person’s data is encrypted with a key of its own. When the data is disposed of, the key is destroyed, and then nobody can read it, not even in backups.
privacy-rights = Your rights
privacy-rights-text = You can find out what is held about you, have errors corrected, and ask for erasure. Write to the coordinator. If you are not satisfied, you can complain to the Swedish Authority for Privacy Protection or the Norwegian Data Protection Authority.
privacy-cookies = Cookies
privacy-cookies-text = The site uses only necessary cookies: one that remembers the chosen language, one that keeps you signed in and, while you sign in through your workplace, one that makes sure it is you who come back. Nothing is fetched from other sites, and no statistics are kept about visitors.

## Signing in

signing-in-title = Sign in
signing-in-lead = Enter your e-mail address, and we will send you a link to sign in with. You do not need a password.
signing-in-email = E-mail address
signing-in-hint = The address given in the enrolment
signing-in-button = Send the link
signing-in-empty = Enter your e-mail address.
signing-in-no-address = Enter an e-mail address, for example name@municipality.se.
signing-in-sent-title = Check your e-mail
signing-in-sent = If we know the address, an e-mail is on its way to it. The link in it works for 20 minutes.
signing-in-sent-missing = If no e-mail arrives within a few minutes, look in your spam folder and check that the address is the one in the enrolment. If you ask for several links within a short time, only the first ones are sent.
signing-in-again = Ask for a new link
signing-in-gone-title = The link no longer works
signing-in-gone = A link works for 20 minutes and can be used once.
signing-in-as = Sign in as { $name }
signing-in-once = The link can be used only once.
organisation-lead = If you work with a programme, sign in as you usually do at work.
organisation-button = Sign in with { $name }
organisation-otherwise = Or with a link in an e-mail
organisation-away-title = Signing in did not work
organisation-away = Your workplace does not answer as it should. Try again in a while, or sign in with a link in an e-mail.
organisation-over-title = Signing in was interrupted
organisation-over = It took too long or was interrupted. Start again.
organisation-unknown-title = You have no role here
organisation-unknown = Your workplace knows who you are, but nobody here has given your address a role in a programme. Contact the programme’s coordinator. If you are enrolled in a programme, sign in with a link in an e-mail.
organisation-no-address-title = No address is confirmed
organisation-no-address = Your workplace knows who you are, but has not confirmed an e-mail address for you, and that is what we know you by. Ask those who look after signing in at your workplace to send a confirmed address, or sign in with a link in an e-mail.
organisation-several-title = Several people have the same address
organisation-several = Your workplace knows who you are, but several people here have your e-mail address, so we cannot tell which of them you are. Sign in with a link in an e-mail: it has a link for each of them.
signing-in-letter-subject = Your link to sign in
# $several: yes when several people have the same address; $links one link per person; $minutes how long they work
signing-in-letter-body =
    Hello!

    { $several ->
        [yes] Several people have this e-mail address. Choose your own link and press the button on the page that opens:
       *[no] Open the link and press the button on the page:
    }

    { $links }

    The link works for { $minutes } minutes and can be used only once.

    If you did not ask to sign in you can throw this letter away. Nobody has signed in.
signing-in-letter-link =
    { $name }:
    { $address }

## Letters sent in the demo

outbox-title = Letters sent
outbox-lead = The demo sends no letters for real. Here are the latest.
outbox-empty = No letters have been sent yet.
outbox-to = To
outbox-when = Sent
outbox-subject = Subject
outbox-all = All letters

## Roles. A key ends in the role or in what is done.

roles-lead = What you may see and do depends on your role in a programme. The same table governs the site.
roles-table = Who may do what
roles-deed = May
roles-yes = Yes
roles-anyone = The pages of programmes, the calendars and the verification of certificates are open to everyone.
role-of-member = Participant
role-of-member-about = Someone enrolled in a programme.
role-of-contact = Contact person
role-of-contact-about = Answers for a municipality's enrolment.
role-of-coordinator = Coordinator
role-of-coordinator-about = Runs the programme and decides difficult cases.
role-of-organiser = Organiser
role-of-organiser-about = Welcomes the participants at seminars.
role-of-council-member = Member of the programme council
role-of-council-member-about = Plans the content for a region.
role-of-check-in-helper = Check-in helper
role-of-check-in-helper-about = Ticks off participants in the room, on a phone.
role-of-registrar = Registrar
role-of-registrar-about = Discloses records and disposes of them.
role-of-data-protection-officer = Data protection officer
role-of-data-protection-officer-about = Watches over how personal data is used.
deed-see-enrolment = See the municipality’s enrolment and what comes next
deed-answer-offer = Accept or decline a place that is offered
deed-send-deputy = Send a deputy in their own place for a day
deed-send-deputy-for-others = Send a deputy for somebody else in the enrolment
deed-add-colleague = Invite or enrol a colleague
deed-replace-oneself = Let somebody else take their own place
deed-replace-others = Replace somebody in the enrolment
deed-change-contact = Change the contact person
deed-answer-questions = Answer the programme’s questions and say what they need
deed-leave-oneself = Withdraw their own participation
deed-withdraw-enrolment = Withdraw the whole enrolment
deed-see-register = See all enrolments and the queue of the programme
deed-see-protected = See the names of people whose identity is protected
deed-grant-roles = Give and remove roles in the programme

## Roles in a programme

grants-title = Who works with the programme
grants-lead = These people work with the programme.
grants-holders = Who has which role
grants-since = Since
grants-change = Change
grants-by-programme = Named in the programme
grants-revoke = Remove
grants-new = Give somebody a role
grants-button = Give the role
grants-letter-subject = You have been given a role in { $programme }
# $role the role's name; $address the page to sign in on
grants-letter-body =
    Hello,

    You have been given the role { $role } in { $programme }.

    Sign in with this e-mail address:
    { $address }

## My page

mine-enrolments = Enrolments
mine-next = Next: seminar { $number }, { $when }
mine-none = There is no enrolment with you in it. If you enrolled with another address, sign in with that one.
mine-stands = You are coming in somebody else’s place
mine-papers = Certificates
mine-paper = Certificate { $number } (PDF)
mine-work = Programmes you work with
own-calendar = Your calendar
own-calendar-name = My seminars
own-calendar-text = Add the address to your calendar app, and the calendar updates itself when something changes. The address is secret: anyone who has it can see which seminars you go to.
own-calendar-address = Address to paste into your calendar app
own-calendar-fetch = Download the calendar as it is now
own-calendar-renew = Change the address, so that the old one stops working
mine-data = What is held about you
mine-data-text = You can see what is held about you and take a copy.
mine-data-link = Show my data
mine-sign-out-text = If you have been signed in on a computer that others use, you can sign out there from here.
mine-sign-out-here = Sign out here
mine-sign-out-everywhere = Sign out everywhere
standing = { $municipality }: { $status }.
standing-own-admitted = You have a place.
standing-own-offered = You are offered a place.
standing-own-queued = You are in the queue.
standing-own-withdrawn = You have withdrawn.
standing-all = { $count ->
    [0] Nobody is enrolled.
    [1] One person is enrolled.
    [2] Both are enrolled.
   *[other] All { $count } are enrolled.
}
standing-missing = Missing: { $missing }.
standing-held = The place is held until { $date }.
standing-offered = A place is free. Answer by { $date }.
standing-queued = Place { $place } in the queue.
person-erased = Erased person
person-protected = Protected identity

## An enrolment

enrolment-about = About the enrolment
enrolment-accept = Yes please to the place
enrolment-decline = No, thank you
enrolment-next = What comes next
enrolment-next-seminar = Seminar { $number }
enrolment-over = All seminars have been held.
enrolment-people = Enrolled
enrolment-nobody = Nobody is enrolled.
enrolment-you = you
enrolment-deputies = Deputies
enrolment-deputy = { $deputy } is coming in place of { $member }.
enrolment-deputy-remove = Remove { $deputy } as deputy
enrolment-changes = Change the enrolment
enrolment-reference = Enrolment number
enrolment-submitted = Submitted
enrolment-contact = Contact person
enrolment-programme = The programme's page
deputy-title = Send a deputy
deputy-lead = A colleague can come in your place for a day. The municipality’s attendance counts, but on the certificate only your own attendance counts.
deputy-for = In whose place?
deputy-when = When?
deputy-who = Who is coming?
deputy-button = Send the deputy
deputy-not = Cancel
deputy-choose-member = Choose in whose place the deputy is coming.
leave-title = Withdraw
leave-what = What do you want to withdraw?
leave-me = My own participation
leave-all = The municipality’s whole enrolment
leave-only-me = You withdraw your own participation. The others in the enrolment are not affected.
leave-only-all = You withdraw the enrolment.
leave-in-time = Until { $date } you can withdraw without further ado. A place that becomes free goes to the next in the queue.
leave-late = The last day to withdraw was { $date }. If one person leaves, the other keeps their place, and the municipality is asked who will come instead.
leave-late-alone = The last day to withdraw was { $date }. You can still withdraw, but somebody else may not have time to take the place.
leave-choose = Choose what you want to withdraw.
leave-button = Withdraw
leave-not = Keep the enrolment
refused-title = That did not work
refused-back = Back to the enrolment
refused-offer-over = The offer is no longer open.
refused-not-active = The enrolment is no longer active.
refused-not-admitted = The municipality has no place yet.
refused-no-sessions = Choose at least one session.
refused-deputy-already-named = Another deputy is named for one of the sessions. Remove that one first.
refused-deputy-taken = The person is already coming in somebody else’s place to one of the sessions.
refused-already-enrolled = The person is already enrolled in the programme.
refused-is-a-deputy = The person is already coming as a deputy for somebody else. Remove that first.
refused-already-invited = The person is already invited. Withdraw that invitation first.
refused-no-room = There is no more room in the enrolment.
refused-invitation-over = The invitation is no longer valid.
refused-other = That is not possible right now. Write to the programme's coordinator.

## Fields of forms

form-fornamn = Given name
form-efternamn = Family name
form-befattning = Title
form-epost = E-mail address
form-telefon = Telephone
form-optional = optional
form-empty = Fill in the { $field }.
form-empty-field = Fill in “{ $field }”.
form-too-long = { $field } is too long; at most { $limit } characters.
form-unreadable = { $field } contains characters that cannot be used.
form-no-phone = Enter a telephone number with digits, for example 070-123 45 67.

## What is held about oneself

own-lead = This is held about you.
own-particulars = Your details
own-sign-in = Signing in
own-organisation = You can sign in with { $name }
own-reference = Participant number
own-protected = Your identity is protected and not shown on lists.
own-wrong = If something is wrong, write to the programme's coordinator.
own-all = Everything held about you
own-all-text = The file contains every row in the system that concerns you: enrolments, attendance, certificates and letters. Answers to evaluations are anonymous and are not included.
own-download = Download everything (JSON)
own-letters = Letters to you
own-no-letters = No letters have been sent to you.

## The register

register-title = Enrolments
register-empty = Nobody has enrolled yet.
register-places = Places
register-admitted = Admitted
register-offered = Offered
register-incomplete = Incomplete
register-queued = Queued
register-participants = Participants
register-waits = Waiting for an answer or completion
register-queue = The queue
register-has-place = Have a place
register-over = Ended
register-people = Enrolled

## Enrolling

enrol-title = Enrol the municipality
enrol-meeting-title = Sign up for the meeting
enrol-person-title = Enrol
enrol-link = Enrol your municipality
enrol-pair = If you do not know yet who will come, leave that part empty. The place is then held for { $days } days.
enrol-choose = Choose
enrol-contact-hint = The person who answers for the enrolment and gets our e-mails.
enrol-is-contact = This is the contact person
enrol-otherwise = Otherwise, fill in a colleague:
enrol-invite = Invite the colleague by e-mail, to answer for themselves
enrol-member = Participant { $number }
enrol-button = Send the enrolment
enrol-choose-municipality = Choose a municipality.
enrol-choose-role = Choose a role.
enrol-nobody = Name at least one person who takes part.
# $whose the place in the form; $problem what is wrong there
enrol-whose = { $whose }: { $problem }
enrol-already = The municipality is already enrolled. Sign in to change the enrolment, or write to the coordinator.
enrol-person-already = One of the people is already enrolled in the programme.
enrol-not-invited = The programme is not for that municipality.
enrol-closed = Enrolment is closed.
enrolled-title = Thank you, we have received the enrolment
enrolled-number = Enrolment number: { $reference }
enrolled-next = A confirmation is on its way to the contact person. Sign in with your e-mail address to follow the enrolment.

## Evaluation

ballot-title = What did you think?
ballot-anonymous = Answers are kept without name, time or order, so nobody can see what you have answered.
# $least fewest answers shown together
ballot-least = Results are only shown for at least { $least } answers together.
ballot-until = You can answer until { $date }.
ballot-dont-know = Don’t know
ballot-groups = About you
ballot-groups-text = Fill this in if you like. Answers from a group are only shown when the group is large enough.
ballot-not-said = I’d rather not say
ballot-button = Send the answers
ballot-once = You can answer once. Answers that are sent cannot be changed, as nobody knows which are yours.
ballot-empty = Answer at least one question.
ballot-choose = Choose one of the answers.
ballot-too-long = The answer is too long; { $limit } characters at most.
ballot-closed-title = The evaluation is closed
ballot-closed = It is no longer possible to answer.
ballot-answered-title = You have answered
ballot-answered = Thank you. You can answer once.
ballot-thanks-title = Thank you for your answers
ballot-thanks = They are kept with no link to you.
mine-evaluations = Evaluations to answer

## Who takes part

enrolment-replace = Replace { $name }
enrolment-invited = { $name } is invited and can answer until { $date }.
enrolment-invited-remove = Withdraw the invitation to { $name }
colleague-how = How?
colleague-invite = Invite
colleague-invite-about = Your colleague gets an e-mail with a link and answers for themselves.
colleague-enrol = Enrol directly
colleague-enrol-about = Your colleague takes part at once and gets a confirmation.
colleague-join-title = Add a colleague
colleague-join-lead = Say who is to take part.
colleague-join-button = Add
colleague-replace-title = Replace a participant
colleague-replace-lead = Somebody else takes over the place of { $name } for the rest of the programme. If it is only for a day, send a deputy instead.
colleague-replace-button = Replace
colleague-contact-title = Change the contact person
colleague-contact-lead = The new contact person answers for the enrolment and gets our e-mails.
colleague-contact-button = Change the contact person

## Questions to those who enrol

question-title = Answer the programme’s questions
question-sensitive = What you write about food and about what you need is kept separately and shown only to those who arrange it. It is deleted after the last seminar.
question-button = Save the answers
question-yes = Yes
question-no = No
question-required = Answer the question “{ $question }”
question-number = Enter a whole number from { $least } to { $most }.
question-unreadable = The answer is too long or contains characters that cannot be used.

## An invitation to a colleague

invitation-title = Invitation
invitation-lead = You are invited to take part on behalf of { $municipality }.
invitation-until = Answer by
invitation-yes = Yes, I will take part
invitation-no = No, thank you
invitation-accepted = Thank you, you are enrolled.
invitation-declined = You have declined. The person who invited you will be told.
invitation-withdrawn = The invitation has been withdrawn.
invitation-expired = The invitation is no longer valid. Ask the person who invited you for a new one.
