### The pages on the web. What a text is about stands in its key: which page, which part.

page-skip = Skip to content
page-navigation = Main menu
page-programmes = Programmes
page-certificates = Verify a certificate
page-sign-in = Sign in
page-sign-out = Sign out
page-mine = My page
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
home-lead = Programmes that regions and municipalities hold together. Here you see what they contain, when and where they are held, and how your municipality enrols.
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
programme-stage = State
programme-seminars = Seminars
programme-seminar-number = No.
programme-seminar-theme = Theme
programme-seminar-dates = Days
programme-seminar-place = Place
programme-no-seminars = The days are not decided yet.
programme-cancelled = Cancelled
programme-for-whom = For whom
programme-for-counties = The programme is for the municipalities of { $regions }.
programme-pair = Each municipality takes part with { $people }. They enrol together: both get a place or neither does.
programme-team = Each municipality takes part with a team of { $min }–{ $max } people, who enrol together.
programme-individual = People take part one by one.
programme-and-a = one { $role }
programme-enrol = How to enrol
programme-enrol-opens = Enrolment opens on { $date }.
programme-enrol-open = Enrolment is open until { $date }.
programme-enrol-closed = Enrolment closed on { $date }.
programme-enrol-unknown = Enrolment has not opened yet.
programme-enrol-over = The programme is completed.
programme-enrol-write = Questions about enrolment are answered by { $name }, { $organiser }.
programme-withdrawal = Withdrawing by { $date } leaves another municipality time to take the place.
programme-decides = Who decides about places
programme-decides-text = { $organiser } decides about places by rules that are the same for everyone:
programme-decides-order = Places are given in the order enrolments come in. Whoever gets no place waits in a queue, and a place that becomes free is offered to the first in the queue.
programme-decides-reserved = Until { $date } places are reserved for each region. What is left then becomes common.
programme-decides-held = If somebody is missing in an enrolment, its place is held for { $days } days. After that it goes to the next.
programme-decides-offer = Whoever is offered a place has { $days } days to answer.
programme-reserved-caption = Reserved places by region
programme-region = Region
programme-certificate = Whoever has attended at least { $percent } of the time gets a certificate of attendance.
programme-personal = Personal data and official records
programme-personal-text = { $organiser } is the controller of personal data and uses it for enrolment, attendance, evaluation and certificates of the programme, and for nothing else.
programme-official-record = { $country ->
    [NO] What you send can become a case document that others may ask to see.
   *[SE] What you send can become an official record (allmän handling) that others have the right to request.
}
programme-personal-more = Read more about how personal data is used
programme-calendar = Calendar
programme-calendar-subscribe = Subscribe to the seminars
programme-calendar-help = The calendar follows when a day or venue changes.
programme-contact = Contact
programme-phone = Telephone

## Seminar page

seminar-above = { $programme }, seminar { $number }
seminar-cancelled = The seminar is cancelled.
seminar-changed = Time or place has changed since the seminar was first scheduled. What is said here applies.
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
verify-number = Number of the certificate
verify-hint = For example KKN-2018-007-3F9A
verify-button = Verify
verify-empty = Enter the number that is printed on the certificate.
verify-unknown-title = There is no such certificate
verify-unknown = There is no certificate with number { $number }. Check that the number is copied correctly. If it is, the certificate was not issued here.
verify-again = Verify another certificate
verify-issued = The certificate is genuine and valid.
verify-flagged = The certificate is genuine. What it says of attendance is being reviewed.
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
verify-compare = Compare this with the certificate you were given. Where they differ, what is said here applies.

## Errors

error-404-title = There is no such page
error-404 = The address may be mistyped, or the page may have moved. Start again from the programmes.
error-403-title = You may not see this
error-403 = You are signed in, but the page belongs to somebody else or to a role you do not have. If you think this is wrong, contact the programme's coordinator.
error-403-origin-title = What was sent was not accepted
error-403-origin = The form was sent from another site. Open the page here and send it from there.
error-405-title = It cannot be done that way
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
error-500 = The error is noted. Try again in a while; what you have already sent is kept.
error-503-title = The page cannot be shown right now
error-503 = Try again in a while.
error-400-title = What was sent could not be read
error-400 = Go back to the form and send it again.
error-reference = Number of the error: { $reference }

## Accessibility

accessibility-title = Accessibility statement
accessibility-lead = Everyone should be able to use this site. It is built to follow WCAG 2.2 at level AA and the Nordic laws on accessible digital public services.
accessibility-works = How the site is built
accessibility-works-1 = Everything can be done by keyboard, without JavaScript, on a screen 320 pixels wide, and with text at twice its size.
accessibility-works-2 = Headings, landmarks and labels are marked up for screen readers. Errors in forms stand both at the top and beside the field.
accessibility-works-3 = Colours follow your setting for light or dark.
accessibility-tested = How it is tested
accessibility-tested-text = Every page is tested in Swedish, Norwegian and English with the tool axe in the Chromium browser, at 320 and 1,280 pixels, before every release. Tests with people who use assistive technology have not been made yet.
accessibility-known = Known shortcomings
accessibility-known-text = Texts that organisers write themselves, such as a programme's purpose and the themes of seminars, mostly exist in one language only.
accessibility-report = Report shortcomings
accessibility-report-text = If you find something that does not work, write to the programme's coordinator. The address stands on the programme's page. You can also get the content in another way, for instance read aloud.
accessibility-supervision = In Sweden the Agency for Digital Government (Digg) supervises, in Norway the Authority for Universal Design of ICT. You can complain there if you are not content with the answer.

## Personal data

privacy-title = How personal data is used
privacy-lead = We process only the data needed to hold the programmes.
privacy-who = Who is responsible
privacy-who-text = The authority that organises a programme is the controller. Who that is, and whom to turn to, stands on the programme's page.
privacy-what = Which data
privacy-what-text = Name, title, municipality, e-mail address, telephone number, role in the programme, attendance and certificates. Personal identity numbers are never used.
privacy-why = Why
privacy-why-text = To share out places, call people to seminars, record attendance and issue certificates. It is a task in the public interest.
privacy-evaluation = Evaluations are anonymous
privacy-evaluation-text = Answers are kept without any link to person, time or order. Results are shown only for so many answers together that nobody can be recognised.
privacy-official = Official records
privacy-official-text = What is sent to an authority can become an official record and be given to whoever requests it.
privacy-kept = How long
privacy-kept-text = The data is kept or disposed of by the organiser's records schedule. Each person's data is encrypted with a key of their own. When the data is disposed of the key is destroyed, and then nobody can read it, not in backups either.
privacy-rights = Your rights
privacy-rights-text = You can learn what is held about you, have errors corrected, and ask for erasure. Write to the coordinator. If you are not content you can complain to the Swedish Authority for Privacy Protection or the Norwegian Data Protection Authority.
privacy-cookies = Cookies
privacy-cookies-text = The site uses only necessary cookies: one that remembers the chosen language, one that keeps you signed in and, while you sign in through your workplace, one that makes sure it is you who come back. Nothing is fetched from other sites, and no statistics are kept about visitors.

## Signing in

signing-in-title = Sign in
signing-in-lead = Enter your e-mail address and we send a link to sign in with. You need no password.
signing-in-email = E-mail address
signing-in-hint = The address that stands in the enrolment
signing-in-button = Send the link
signing-in-empty = Enter your e-mail address.
signing-in-no-address = Enter an e-mail address, for example name@municipality.se.
signing-in-sent-title = Look in your e-mail
signing-in-sent = If we know the address, a letter is on its way to it. The link in the letter works for 20 minutes.
signing-in-sent-missing = If no letter comes within a few minutes, look among unwanted mail and check that the address is the one in the enrolment. If you ask for several links within a short time only the first are sent.
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
organisation-over-title = Signing in was broken off
organisation-over = It took too long or was broken off. Begin again.
organisation-unknown-title = You have no role here
organisation-unknown = Your workplace knows who you are, but nobody here has given your address a role in a programme. Turn to the programme’s coordinator. If you are enrolled in a programme, sign in with a link in an e-mail.
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

roles-lead = What one may see and do depends on one's role in a programme. The same table governs the site.
roles-table = Who may do what
roles-deed = May
roles-yes = Yes
roles-anyone = The pages of programmes, the calendars and the verification of certificates are open to everyone.
role-of-member = Participant
role-of-member-about = Somebody enrolled in a programme.
role-of-contact = Contact person
role-of-contact-about = Answers for a municipality's enrolment.
role-of-coordinator = Coordinator
role-of-coordinator-about = Runs the programme and decides hard cases.
role-of-organiser = Organiser
role-of-organiser-about = Receives the participants at seminars.
role-of-council-member = Member of the programme council
role-of-council-member-about = Plans the content for a region.
role-of-check-in-helper = Check-in helper
role-of-check-in-helper-about = Ticks off participants in the room, on a phone.
role-of-registrar = Registrar
role-of-registrar-about = Discloses and disposes of records.
role-of-data-protection-officer = Data protection officer
role-of-data-protection-officer-about = Watches over how personal data is used.
deed-see-enrolment = See one's municipality's enrolment and what comes next
deed-answer-offer = Accept or decline a place that is offered
deed-send-deputy = Send a deputy for oneself for a day
deed-send-deputy-for-others = Send a deputy for somebody else in the enrolment
deed-add-colleague = Invite or enrol a colleague
deed-replace-oneself = Let somebody else take one’s own place
deed-replace-others = Replace somebody in the enrolment
deed-change-contact = Change the contact person
deed-answer-questions = Answer the programme’s questions and say what one needs
deed-leave-oneself = Withdraw one's own participation
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
mine-none = There is no enrolment with you. If you enrolled with another address, sign in with that.
mine-stands = You come in somebody's place
mine-papers = Certificates
mine-paper = Certificate { $number } (PDF)
mine-work = Programmes you work with
own-calendar = Your calendar
own-calendar-name = My seminars
own-calendar-text = Add the address to your calendar program, and the calendar follows when something changes. The address is secret: whoever has it can see which seminars you go to.
own-calendar-address = Address to paste into your calendar
own-calendar-fetch = Fetch the calendar as it is now
own-calendar-renew = Change the address, so that the old one stops working
mine-data = What is held about you
mine-data-text = You can see what is held about you and take it along.
mine-data-link = Show it
mine-sign-out-text = If you were signed in on a computer that others use, you can sign out there from here.
mine-sign-out-here = Sign out here
mine-sign-out-everywhere = Sign out everywhere
standing = { $municipality }: { $status }.
standing-all = { $count ->
    [0] Nobody is enrolled.
    [1] One person is enrolled.
    [2] Both are enrolled.
   *[other] All { $count } are enrolled.
}
standing-missing = Missing: { $missing }.
standing-held = The place is held until { $date }.
standing-offered = You are offered a place. Answer by { $date }.
standing-queued = Place { $place } in the queue.
person-erased = Erased person
person-protected = Protected identity

## An enrolment

enrolment-about = About the enrolment
enrolment-accept = Yes please, we want the place
enrolment-decline = No thank you
enrolment-next = What comes next
enrolment-next-seminar = Seminar { $number }
enrolment-over = All seminars have been held.
enrolment-people = Enrolled
enrolment-nobody = Nobody is enrolled.
enrolment-you = you
enrolment-deputies = Deputies
enrolment-deputy = { $deputy } comes in place of { $member }.
enrolment-deputy-remove = Take { $deputy } back
enrolment-changes = Is somebody prevented?
enrolment-reference = Number of the enrolment
enrolment-submitted = Submitted
enrolment-contact = Contact person
enrolment-programme = The programme's page
deputy-title = Send a deputy
deputy-lead = A colleague can come in your place for a day. The municipality's attendance counts, but a certificate counts one's own attendance only.
deputy-for = In whose place?
deputy-when = When?
deputy-who = Who comes?
deputy-button = Send the deputy
deputy-not = Cancel
deputy-choose-member = Choose in whose place the deputy comes.
leave-title = Withdraw
leave-what = What do you want to withdraw?
leave-me = My own participation
leave-all = The whole enrolment of the municipality
leave-in-time = Until { $date } you can withdraw freely. A place that becomes free goes to the next municipality in the queue.
leave-late = The last day to withdraw was { $date }. If one person leaves, the other keeps the place, and the municipality is asked who comes instead.
leave-choose = Choose what you want to withdraw.
leave-button = Withdraw
leave-not = Keep the enrolment
refused-title = That did not work
refused-back = Back to the enrolment
refused-offer-over = The offer no longer stands.
refused-not-active = The enrolment is no longer active.
refused-not-admitted = The municipality has no place yet.
refused-no-sessions = Choose at least one session.
refused-deputy-already-named = Another deputy is named for one of the sessions. Take that one back first.
refused-deputy-taken = The person already comes in somebody else's place to one of the sessions.
refused-already-enrolled = The person is already enrolled in the programme.
refused-is-a-deputy = The person already comes as a deputy for somebody else. Take that back first.
refused-already-invited = The person is already invited. Take that invitation back first.
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
form-empty = Fill in { $field }.
form-too-long = { $field } is too long; at most { $limit } characters.
form-unreadable = { $field } holds characters that cannot be used.
form-no-phone = Enter a telephone number with digits, for example 070-123 45 67.

## What is held about oneself

own-lead = This is held about you.
own-particulars = Your particulars
own-sign-in = Signing in
own-organisation = You can sign in with { $name }
own-reference = Participant number
own-protected = Your identity is protected and not shown on lists.
own-wrong = If something is wrong, write to the programme's coordinator.
own-all = Everything held about you
own-all-text = The file contains every row of the system that concerns you: enrolments, attendance, certificates and letters. Answers to evaluations are anonymous and not among them.
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
enrol-pair = If somebody is not decided yet, leave that part empty. The place is then held for { $days } days.
enrol-choose = Choose
enrol-contact-hint = Whoever answers for the enrolment and receives our letters.
enrol-is-contact = It is the contact person
enrol-otherwise = Otherwise fill in a colleague:
enrol-invite = Invite the colleague by e-mail, to answer for themselves
enrol-member = Participant { $number }
enrol-button = Send the enrolment
enrol-choose-municipality = Choose a municipality.
enrol-choose-role = Choose a role.
enrol-nobody = Name at least one who takes part.
enrol-already = The municipality is already enrolled. Sign in to change the enrolment, or write to the coordinator.
enrol-person-already = One of the people is already enrolled in the programme.
enrol-not-invited = The programme is not for that municipality.
enrol-closed = Enrolment is closed.
enrolled-title = Thank you, the enrolment is received
enrolled-number = Number of the enrolment: { $reference }
enrolled-next = A confirmation is on its way to the contact person. Sign in with your e-mail address to follow the enrolment.

## Evaluation

ballot-title = What did you think?
ballot-anonymous = Answers are kept without name, time or order, so nobody can see what you in particular have answered.
# $least fewest answers shown together
ballot-least = Results are only shown for at least { $least } answers together.
ballot-until = You can answer until { $date }.
ballot-dont-know = Don’t know
ballot-groups = About you
ballot-groups-text = Fill this in if you like. Answers of a group are only shown when the group is large enough.
ballot-not-said = I’d rather not say
ballot-button = Send the answers
ballot-once = You can answer once. Answers that are sent cannot be changed, as nobody knows which are yours.
ballot-empty = Answer at least one question.
ballot-choose = Choose one of the answers.
ballot-too-long = The answer is too long; { $limit } characters at most.
ballot-closed-title = The evaluation is closed
ballot-closed = It is no longer possible to answer.
ballot-answered-title = You have answered
ballot-answered = Thank you. One can answer once.
ballot-thanks-title = Thank you for your answers
ballot-thanks = They are kept with no connection to you.
mine-evaluations = Evaluations to answer

## Who takes part

enrolment-replace = Replace { $name }
enrolment-invited = { $name } is invited and can answer until { $date }.
enrolment-invited-remove = Take back the invitation to { $name }
colleague-how = How?
colleague-invite = Invite
colleague-invite-about = Your colleague gets an e-mail with a link and answers for themselves.
colleague-enrol = Enrol directly
colleague-enrol-about = Your colleague takes part at once and gets a confirmation.
colleague-join-title = Add a colleague
colleague-join-lead = Say who is to take part.
colleague-join-button = Add
colleague-replace-title = Replace a participant
colleague-replace-lead = Somebody else takes over the place of { $name } for the rest of the programme. If it is just for a day, send a deputy instead.
colleague-replace-button = Replace
colleague-contact-title = Change the contact person
colleague-contact-lead = The new contact person answers for the enrolment and gets our e-mails.
colleague-contact-button = Change the contact person

## Questions to those who enrol

question-title = Answer the programme’s questions
question-sensitive = What you write about food and about what you need is kept apart and shown only to those who arrange it. It is erased after the last seminar.
question-button = Save the answers
question-yes = Yes
question-no = No
question-required = Answer the question “{ $question }”
question-number = Write a whole number from { $least } to { $most }.
question-unreadable = The answer is too long or contains characters that cannot be used.

## An invitation to a colleague

invitation-title = Invitation
invitation-lead = You are invited to take part for { $municipality }.
invitation-until = Answer by
invitation-yes = Yes, I take part
invitation-no = No thank you
invitation-accepted = Thank you, you are enrolled.
invitation-declined = You said no. Whoever invited you is told.
invitation-withdrawn = The invitation was taken back.
invitation-expired = The invitation no longer works. Ask whoever invited you for another.
