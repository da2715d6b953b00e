### Pages for those who work with a programme. A key begins with its page.

deed-see-history = See what has happened to an enrolment, a seminar or a certificate, and why
deed-decide-enrolments = Decide about enrolments: give, offer and refuse places, grant exceptions, withdraw, enter what came on paper
deed-shape-programme = Set up a programme and change it
deed-see-letters = See what letters say and what became of them
deed-see-figures = See figures that name nobody
deed-see-certificates = See which certificates there are
deed-certify = Issue and revoke certificates

## The overview

desk-overview = My programmes
desk-other-programmes = Your other programmes
desk-overview-link = Open the desk
desk-overview-empty = You have no role in any programme. Ask the programme's coordinator for one.
desk-waiting = { $count ->
    [0] Nothing waits for you right now.
    [one] One thing waits for you.
   *[other] { $count } things wait for you.
}
desk-nothing-waits = Nothing waits here.
desk-more = { $count ->
    [one] One more thing
   *[other] { $count } more things
}
desk-in-queue = { $count } waiting
desk-places-taken = { $taken } of { $places } places taken
desk-seminar-number = Seminar { $number }
desk-of = { $part } of { $whole }

## What waits. A key ends with what it is about.

attention-open = Open
attention-offer-open = Offer unanswered
attention-offer-open-text = was offered a place and is to answer by { $date }.
attention-half-pair = Half a pair
attention-half-pair-text = lacks { $missing }. The place is held until { $date }.
attention-late-withdrawal = Late withdrawal
attention-late-withdrawal-text = has no { $missing } since somebody left after the deadline.
attention-role-vacant = Somebody is missing
attention-role-vacant-text = has a place but no { $missing }.
attention-letter-failed = Letter did not arrive
attention-letter-failed-text = could not be delivered. Check the receiver's address.
attention-certificate-flagged = Certificate to review
attention-certificate-flagged-text = no longer agrees with the attendance.
attention-roll-open = Roll not closed
attention-roll-open-text = ended on { $date }, but its roll is not closed.
attention-draft = Draft
attention-draft-text = The programme is not published yet.

## At the top of each page

desk-ways = The desk
desk-tab-register = Enrolments
desk-tab-programme = Programme and seminars
desk-tab-letters = Letters
desk-tab-figures = Figures
desk-tab-certificates = Certificates
desk-test-data = Test data
desk-past = This is how it looked on { $date }.
desk-past-text = What was recorded later is not shown, and nothing can be changed here.
desk-past-now = Show as it is now
desk-done = Saved.
desk-as-of = Show as it looked at the end of a day
desk-as-of-button = Show
desk-not-a-day = State a day that has been.

## The enrolments

desk-matters = Waits for you
desk-no-register = Nobody has been able to enrol yet. Publishing the programme opens enrolment, and what comes in is shown here.
desk-figure-taken = Places taken
desk-figure-drafts = Begun
desk-answers-missing = Some questions are not answered.
desk-dispensed = Exception granted
desk-waits-empty = No offers are out, and no enrolment is incomplete.
desk-queue-empty = Nobody is waiting.
desk-admitted-empty = Nobody has a place yet.
desk-queue-order = Came in as number { $number } of { $all }.
desk-queue-full = All { $places } places are taken.
desk-queue-incomplete = Gets no place until it is complete; lacks { $missing }.
desk-queue-reserved = { $free ->
    [one] The place that is free is reserved for another region.
   *[other] The { $free } places that are free are reserved for other regions.
}
desk-queue-others = A place is free, but others came first.
desk-reserved-until = Places are reserved by region until { $date }. What is left after that is common.
desk-reserved-always = Places are reserved by region.
desk-region-reserved = { $taken } of { $reserved } reserved places taken
desk-region-places = { $places ->
    [0] No place
    [one] One place
   *[other] { $places } places
}
desk-tools = Back in time, and lists
desk-take-participants = Participant list (Excel)
desk-take-enrolments = Enrolments and queue (Excel)
desk-take-attendance = Attendance (Excel)

## An enrolment

desk-enrolment = Enrolment
desk-former = Have left
desk-why = What has happened, and why
desk-decisive = decisive
desk-letters-about = Letters about it
desk-number-in-order = Number { $number } in order
desk-dispensation = Exception
desk-via-contact = Enrolled by the contact person
desk-via-member = Enrolled by one of the participants
desk-via-paper = Entered from paper
desk-via-door = Entered at the door
desk-via-file = Read from a file
decide-title = Decide
decide-by-hand = Decide by hand
decide-by-hand-help = The decision goes before the order of the queue. Those who stood ahead have it on record, and there are never more places than the programme has.
decide-what = What do you decide?
decide-admit = Give a place
decide-offer = Offer a place
decide-refuse = Refuse a place
decide-reason = Reason
decide-reason-help = The municipality reads the reason, and it can become an official record.
decide-button = Take the decision
decide-choose = Choose what you decide.
decide-reason-missing = Write a reason.
decide-stale = The enrolment has changed since you opened the page, so the decision was not taken. This has happened:
decide-stale-kept = You wrote: “{ $reason }” Decide again if it still holds.
desk-offered-until = Was offered a place and is to answer by { $date }.
dispense-title = Grant an exception
dispense-what = What is the exception?
dispense-alone = One person fills all the roles
dispense-vacant = A role may stay vacant
dispense-whom = Whom is it about?
dispense-choose-person = Choose whom the exception is about.
dispense-roles = If one person fills all roles: tick the roles they have
dispense-roles-missing = The person does not have the role { $missing }. Tick every role the person has, or let a role stay vacant.
dispense-button = Grant it
withdraw-title = Withdraw the enrolment
withdraw-help = If everybody leaves, the place goes to whoever is next in the queue. If one leaves, the others keep it, and the municipality can replace whoever left.
withdraw-sure = The municipality has asked for it
withdraw-confirm = Tick that the municipality has asked to be withdrawn.
withdraw-button = Withdraw
withdraw-who = Who leaves?
withdraw-all = The whole enrolment
member-link = Add or replace somebody
member-title = Add or replace a participant
member-lead = For a municipality that gets in touch. The person is told by letter.
member-instead = In place of
member-nobody = Nobody; the person is added
member-button = Save
paper-link = Enter an enrolment from paper
paper-title = Enrolment from paper
paper-lead = Enter an enrolment that came on paper or by telephone. It counts from now, also when enrolment is closed.
paper-meeting = Meeting
paper-button = Enter the enrolment

## History

desk-history = History
desk-history-lead = All that has happened to the programme, the latest first.
who-import = A file
who-token = A connected system
who-job = The system, by itself
who-form = The web form
who-coordinator = The coordinator
who-other = The system
past-planned = The programme “{ $name }” was set up.
past-plan-changed = The particulars of the programme changed.
past-partner-joined = { $region } takes part, with { $places } reserved places.
past-partner-left = { $county } no longer takes part.
past-council-joined = { $person } joined the programme council for { $county }.
past-council-left = { $person } left the programme council.
past-participation = The rules for who may take part were decided.
past-seminar-scheduled = Seminar { $number }, “{ $theme }” in { $place }, was scheduled: { $sessions }.
past-seminar-described = The content of seminar { $number }, “{ $theme }”, was decided.
past-seminar-rescheduled = Seminar { $number } got other hours: { $sessions }.
past-seminar-moved = Seminar { $number } moved to { $place }.
past-seminar-cancelled = Seminar { $number } was called off. Reason: { $reason }
past-no-sessions = no sessions
past-opened = The programme was published. Enrolment is open { $days }, withdrawal is not late until { $deadline }.
past-closed = Enrolment was closed.
past-reminder-set = A letter was added: { $rule }.
past-reminder-removed = The letter “{ $rule }” was removed.
rule-reminder = { $letter }, { $days ->
    [one] one day
   *[other] { $days } days
} { $way ->
    [before] before
   *[after] after
} { $anchor ->
    [seminar-start] the first day
    [seminar-end] the last day
   *[hold-end] the last day the place is held
}, { $time }
past-certificate-rule = A certificate takes { $percent }% of the hours.
past-completed = The programme was declared completed.
past-archived = The programme was archived.
past-attendance-observed = { $count ->
    [one] One observation of attendance.
   *[other] { $count } observations of attendance.
}
past-attendance-corrected = The attendance of { $person } was corrected to { $status }. Reason: { $reason }
past-attendance-retracted = The observation of { $person } was taken back.
past-reason-erased = the reason is erased
past-roll-closed = The roll was closed.
past-certificate-issued = The certificate was issued for { $attended } of { $offered }.
past-certificate-flagged = Attendance of seminar { $number } was corrected; it now comes to { $hours }. The certificate should be reviewed.
past-certificate-revoked = The certificate was revoked. Reason: { $reason }
past-certificate-replaced = The certificate was replaced by { $number }. Reason: { $reason }

## Forms

form-no-date = Give a day in “{ $field }”, for example 2018-05-29.
form-no-time = Give a time of day in “{ $field }”, for example 09:00.
form-no-number = Give a whole number in “{ $field }”, { $range }.
form-to-before-from = The last day cannot lie before the first.
edit-save = Save
edit-check = Check without saving
edit-remove = Remove
edit-refused = It could not be saved
edit-checks = Checks
edit-checks-none = Nothing keeps the programme from being published.
edit-checks-published = Everything is in order.
edit-checked = This is what it would be. Nothing is saved yet; what remains stands under Checks.
edit-checked-good = What you have typed is in order. Nothing is saved yet.
conflict-title = Somebody else has changed it meanwhile
conflict-text = Nothing is saved, and nothing you typed is lost. This has happened since you opened the page:
conflict-taken = What you had not changed is brought up to date: { $fields }.
conflict-none = Nothing clashes with what you typed. Save again.
conflict-mine = Yours
conflict-theirs = Saved now
conflict-before = When you opened the page:
conflict-empty = (empty)
conflict-button = Save with the choices above

## The programme

plan-title = Programme and allocation
plan-parts = Parts of the programme
plan-new = New programme
plan-new-lead = The programme becomes a draft that only you see. It may be unfinished until you publish it.
plan-begin = Make the draft
plan-copy = Begin with
plan-copy-of = Example
plan-copy-help = Regions, council, rules, seminars and forms come along. Purpose, organiser, places and other languages that are left empty are taken from there. The days move as many whole weeks as the programme begins later.
plan-from-nothing = An empty programme
plan-what = What
plan-when = When, and how many places
plan-languages = Language and place
plan-code = Code
plan-code-help = Capital letters, digits and hyphens, such as KKN-2026. It does not change once the programme is published.
plan-code-taken = There is a programme with that code already.
plan-name = Name
plan-purpose = Purpose
plan-organiser = Organiser
plan-case-number = Case number
plan-from = First day
plan-to = Last day
plan-places = Places
plan-country = Country
plan-sweden = Sweden
plan-norway = Norway
plan-zone = Time zone
plan-language = Main language
plan-other-language = Other languages
plan-also = Also in { $language }
plan-test-data = The people are invented (test data)
plan-regions = Regions and reserved places
plan-shared = { $shared } of { $places } places are shared out.
plan-region-name = Name of the region
plan-region-places = Reserved places
plan-region-new = Another region
plan-county = County
rules-title = Rules and reminders
rules-participation = Who may take part
rules-kind = Kind
rules-kind-missing = Choose how one takes part.
rules-kind-pair = Pairs of one municipality
rules-kind-team = Teams of one municipality
rules-kind-individual = One by one
rules-kind-open-meeting = Open meetings, signed up for one by one
rules-team = Size of a team
rules-team-least = At least
rules-team-most = At most
rules-roles = Roles
rules-roles-help = In a pair each seat is filled by one person. Two roles that fill the same seat are alternatives.
rules-role = Name of the role
rules-role-new = Another role
rules-fills = Fills
rules-place = Seat { $number } of the pair
rules-no-place = No seat
rules-places = Places
rules-hold-days = Days a place is held for half a pair
rules-hold-help = After that the place goes on in the queue.
rules-offer-days = Days to answer an offer
rules-offer-help = Whoever does not answer in time loses the offer.
rules-release = Last day places are reserved
rules-release-help = Empty means that they stay reserved.
rules-closes-days = Open meetings: days before that sign-up closes
rules-reminders = Reminders
rules-reminders-help = Times are local and move along when a seminar does.
rules-reminder-new = Another reminder
rules-letter = Letter
rules-days = Days
rules-when = When
rules-time = Time of day
rules-fore = before
rules-efter = after
rules-anchor-seminar-start = counted from the first day
rules-anchor-seminar-end = counted from the last day
rules-anchor-hold-end = counted from the last day the place is held
rules-certificate = Certificates
rules-percent = Least attendance in per cent
rules-percent-help = Whoever attended at least this share of the hours gets a certificate.
rules-signatory = Signed by
rules-nobody = Not decided
rules-evaluation-days = Days it is open
rules-evaluation-least = Fewest answers shown together
publish-title = Publish
publish-lead = Published, the programme has a page that anyone can see, and municipalities can enrol between the days below.
publish-again = Enrolment is closed. It can be opened again with the days below.
publish-days = Days
publish-from = Enrolment opens
publish-to = Enrolment closes
publish-deadline = Last day to withdraw
publish-deadline-help = After that a withdrawal is late, and the municipality is asked for a replacement.
publish-button = Publish the programme
publish-open-again = Open enrolment again
publish-refused = Not yet possible
publish-overtaken = Somebody else has changed where the programme stands since you opened the page. It stands below.
publish-next = Bring to an end
publish-close = Close enrolment
publish-close-help = Nobody more can enrol. You can still enter enrolments from paper.
publish-complete = Declare completed
publish-complete-help = After the last seminar, when everything is done. From then on the programme cannot be changed.
publish-archive = Archive
publish-archive-help = The programme disappears from the start page. Nothing is deleted.
publish-archive-draft-help = The draft is never published. Nothing is deleted.

## A seminar

seminar-new = New seminar
seminar-number = Number
seminar-number-taken = There is a seminar with that number already.
seminar-what = Content
seminar-online-link = Link for those who follow online
seminar-online-help = Begins with https://
seminar-sessions-help = When time or place change, all participants get a letter with a new calendar entry.
seminar-session-new = Another session
seminar-session-title = Name of the session
seminar-from = Starts
seminar-to = Ends
seminar-room = Room
seminar-address = Address
seminar-no-host = No host
seminar-capacity = People the room holds
seminar-capacity-help = Leave empty if the room sets no limit.
seminar-access = Access
seminar-access-help = Step-free entrance, hearing loop, parking, quiet room.
seminar-areas-help = For the yearly report.
seminar-speaker-new = Another speaker
seminar-topic = Topic
seminar-cancel-title = Call the seminar off
seminar-cancel-help = All participants get a letter. A seminar that was called off cannot be taken back.
seminar-cancel-button = Call off

## Letters

letters-planned = Reminders to come
letters-planned-empty = No reminders are to come.
letters-planned-state = planned
letters-when = When
letters-letter = Letter
letters-about = About
letters-receivers = Receivers
letters-to = { $count ->
    [one] One person
   *[other] { $count } people
}
letters-sums = What became of the letters
letters-all = All letters
letters-none = No letters yet.
letters-show-all = Show all letters
letters-earlier = Earlier letters
letters-later = Later letters
letters-status = What became of the letter
letters-queued = Queued
letters-due = Not sent before
letters-sent = Sent
letters-attempts = Failed attempts
letters-uncertain = May have come twice
letters-uncertain-text = An earlier attempt may have arrived too.
letters-pointless = Not sent after
letters-as-now = The text as it would be written today. Links that let the receiver in are not shown.
letters-as-planned = This is how the letter will read, unless something changes before it is sent. Links that let the receiver in are not shown.
letters-unsayable = The text cannot be shown: the receiver is erased or protected, or what the letter is about is gone.

## Figures

figure-lead = The figures name nobody. Each table can be fetched as a file.
figure-empty = There is nothing to count yet.
figure-fetch = Fetch:
figure-total = Total
# $held how many seminars have been held, $all out of how many
figure-so-far = Attendance and coverage are counted on what has been held so far: { $held } of { $all } seminars.
figure-so-far-alone = Attendance is counted on what has been held so far: { $held } of { $all } seminars.
figure-sum-attendance = Attendance
figure-sum-coverage = Coverage
figure-title-trend = Trend over the seminars
figure-about-trend = Attendance is the participants' own hours of those offered to them. Coverage counts deputies' hours too. “Came” counts everybody who was there, deputies and those who have left since included.
figure-about-trend-alone = Attendance is the participants' own hours of those offered to them. “Came” counts everybody who was there, deputies and those who have left since included.
figure-title-regions = Participation by region
figure-about-regions = The bar shows enrolments with a place.
figure-title-roles = Participation by role
figure-about-roles = The bar shows attendance.
figure-title-coverage = Coverage of roles
figure-about-coverage = How much of the time each required role was filled, by the participant or a deputy.
figure-title-municipalities = Participation by municipality
figure-about-municipalities = The bar shows hours attended.
figure-title-areas = The seven areas of culture
figure-about-areas = A seminar about two areas counts in both. The bar shows visits.
figure-seminar = Seminar
figure-area = Year and area
figure-date = Day
figure-expected = Expected
figure-came = Came
figure-attendance = Attendance %
figure-coverage = Coverage %
figure-reserved = Reserved
figure-enrolments = Enrolments
figure-admitted = Admitted
figure-people = People
figure-hours = Hours attended
figure-seminars = Seminars
figure-visits = Visits
figure-municipalities = Municipalities
figure-offered = Hours offered
figure-covered = Hours covered
figure-by-deputy = By deputies
figure-curve = Lines with a value for each seminar.
figure-curve-line = { $what }: from { $first } to { $last }, highest { $highest } (seminar { $highest-at }) and lowest { $lowest } (seminar { $lowest-at }).

## Certificates

certificates-empty = No certificates are issued yet.
certificates-no-rule = Decide first what a certificate takes, under Rules and reminders.
certificates-issue = Issue to all who are entitled
certificates-issue-help = Whoever has a valid one already gets no other.
certificates-none-due = Everybody who is entitled to a certificate has one.
certificates-known = The attendance now comes to { $hours }.
certificates-flagged-help = A certificate is never rewritten. Replace it by another, or revoke it.
certificates-judge = Replace or revoke
certificates-reissue = Replace it by one that says what is known now
certificates-gone = The person no longer takes part, or was erased. Revoke the certificate instead.
certificates-pdf = Show the certificate (PDF)
certificates-verify = As those see it who verify it
certificates-revoke = Revoke the certificate
certificates-revoke-help = Whoever verifies the old certificate learns that it no longer holds. The reason is recorded.
