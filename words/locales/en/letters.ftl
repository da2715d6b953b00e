### Letters. Each has a subject (-subject) and a text (-body); greeting, signature and footer are shared.
###
### Any letter may use: $programme, $organiser, $coordinator, $email.
### The other variables stand by each letter; those marked ? may be empty.
### A line that speaks of something unknown (an empty variable) is left out, so give each such fact a line of its own.
### The reader may be the municipality's contact and not take part: write about the participants, not to them.

letter-greeting = Dear { $name },

# $phone? the coordinator's telephone
letter-signature =
    Kind regards,
    { $coordinator }
    { $organiser }
    { $email }
    { $phone }

# $case-number? case number
letter-footer =
    Case number: { $case-number }
    What you send to { $organiser } may become an official record, which others may ask to read. Personal data in the enrolment is processed in order to run the programme.

# Below letters to the coordinator
letter-signature-desk = Parvis wrote this e-mail for { $organiser }.
letter-footer-desk = Case number: { $case-number }

letter-test-data = TEST DATA: the people, addresses and events in this letter are invented.

## Enrolment. $municipality, $applicant (the municipality, or whoever is enrolled on their own), $members (those enrolled, as a list), $reference (enrolment number)

# $submitted date
letter-receipt-subject = We have received your enrolment in { $programme }
letter-receipt-body =
    Thank you! We have received the enrolment of { $applicant } in { $programme }.

    Enrolled: { $members }
    Enrolment number: { $reference }
    Submitted: { $submitted }

    We will tell you in a separate e-mail whether there is a place. Is anything wrong? Reply to this e-mail and we will put it right.

# $seminars the seminars, one a line; $withdrawal-deadline? last day to withdraw
letter-admitted-subject = { $applicant } has a place in { $programme }
letter-admitted-body =
    Welcome! { $applicant } has a place in { $programme }.

    Participants: { $members }
    Enrolment number: { $reference }

    The seminars – please put the days in your calendar now:
    { $seminars }

    Before each seminar the participants get an e-mail with times, venue and address.

    If someone cannot come on a particular day, a colleague may come as deputy. Reply to this e-mail with name, title and e-mail address.

    If someone has to leave the programme, please tell us by { $withdrawal-deadline }, so that someone else can have the place.

# $queue-place? place in the queue
letter-queued-subject = { $applicant } is on the waiting list for { $programme }
letter-queued-body =
    All places in { $programme } are taken at the moment, and { $applicant } is on the waiting list.

    Place in the queue: { $queue-place }
    Enrolled: { $members }
    Enrolment number: { $reference }

    You need not do anything. When a place becomes free it is offered in order, and we will e-mail you with a date to answer by.

    Would you rather leave the queue? Reply to this e-mail and we will strike the enrolment.

# $seminars; $until last day to answer; $link?
letter-offered-subject = A place in { $programme } is free – please answer by { $until }
letter-offered-body =
    A place in { $programme } has become free, and { $applicant } is first in the queue.

    Answer yes or no by { $until }. Reply to this e-mail and we will see to the rest.
    You can also answer here: { $link }

    Enrolled: { $members }
    Enrolment number: { $reference }

    The seminars:
    { $seminars }

    If we have no answer in time, the offer goes to the next in the queue.

# $missing what is missing, in words; $until last day the place is held; $link?
letter-incomplete-subject = Your enrolment in { $programme } is incomplete – please answer by { $until }
letter-incomplete-body =
    Somebody is still missing in the enrolment of { $municipality } in { $programme }:

    Missing: { $missing }
    Enrolled so far: { $members }
    Enrolment number: { $reference }

    The place is held for you until { $until }. After that it goes to the next in the queue.

    What to do: reply to this e-mail with the name, title, e-mail address and telephone number of the person who will take part.
    You can also add them here: { $link }

    Is there nobody in that role? Get in touch and we will see whether an exception can be made.

# $cause: hold (the enrolment was not completed) or offer (the offer was not answered); $until date
letter-expired-subject = { $cause ->
    [offer] The offer of a place in { $programme } has lapsed
   *[hold] The enrolment in { $programme } has lapsed
}
letter-expired-body = { $cause ->
    [offer]
        { $applicant } was offered a place in { $programme }, but we had no answer by { $until }. The place has therefore gone to the next in the queue.
   *[hold]
        The enrolment of { $applicant } in { $programme } was not completed by { $until }. The place is therefore no longer held, and goes to the next in the queue.
}

    Enrolled: { $members }
    Enrolment number: { $reference }

    Would you still like to take part? Reply to this e-mail and we will tell you what is possible.

# $withdrawn date
letter-withdrawn-subject = The enrolment of { $applicant } in { $programme } is withdrawn
letter-withdrawn-body =
    We have withdrawn the enrolment of { $applicant } in { $programme }.

    Concerns: { $members }
    Enrolment number: { $reference }
    Withdrawn: { $withdrawn }

    If you had a place, it goes to the next in the queue. Is this a mistake? Get in touch as soon as you can.

# $person who leaves; $role that person's role; $members? those who remain; $until? last day to answer
letter-replacement-wanted-subject = Who will come to { $programme } instead of { $person }?
letter-replacement-wanted-body =
    { $person } ({ $role }) has withdrawn from { $programme }. The last day to withdraw has passed, so the place still belongs to { $municipality }.

    Who will come instead? Reply to this e-mail with the name, title, e-mail address and telephone number of a colleague with the same responsibilities.

    We need your answer by { $until }.
    Still enrolled: { $members }
    Enrolment number: { $reference }

    Those who remain keep their places. If you find nobody, please tell us all the same.

# To the coordinator. $person, $role, $withdrawn date, $withdrawal-deadline? date, $members? those who remain, $contact the municipality's contact, $link
letter-late-withdrawal-subject = Late withdrawal: { $person }, { $municipality }
letter-late-withdrawal-body =
    { $person } ({ $role }) of { $municipality } withdrew from { $programme } on { $withdrawn }.

    Last day to withdraw: { $withdrawal-deadline }
    Still enrolled: { $members }
    Enrolment number: { $reference }

    { $contact } has been asked who will come instead.
    The place is not released; that is for you to decide: { $link }

## Enrolment: colleagues, contact person and decisions

# $link the link; $until last day; $members those enrolled already. The letter goes to whoever is invited.
letter-invitation-subject = Would you like to take part in { $programme } together with { $members }?
letter-invitation-body =
    { $municipality } has enrolled in { $programme }, and you are invited to take part.

    Enrolled already: { $members }
    Enrolment number: { $reference }

    Say yes or no here: { $link }
    The link works up to and including { $until } and is for you alone. Please do not pass it on.

    The seminars:
    { $seminars }

    You know nothing of this enrolment? Reply to this e-mail and we will find out.

# $person who said no
letter-invitation-declined-subject = { $person } cannot take part in { $programme }
letter-invitation-declined-body =
    { $person } has declined to take part in the enrolment of { $municipality } in { $programme }.

    Enrolled so far: { $members }
    Enrolment number: { $reference }

    Who can take part instead? Invite somebody else, or reply to this e-mail with name, title and e-mail address.

# $decision: admit (a place) or offer (an offer); $reason? why
letter-decided-by-hand-subject = A decision on the enrolment of { $applicant } in { $programme }
letter-decided-by-hand-body = { $decision ->
    [offer]
        The coordinator has decided to offer { $applicant } a place in { $programme }. The offer comes in a separate e-mail, with the last day to answer.
   *[admit]
        The coordinator has decided that { $applicant } has a place in { $programme }. A separate e-mail confirms the place.
}

    Reason: { $reason }
    Enrolled: { $members }
    Enrolment number: { $reference }

# To whoever was ahead in the queue when the coordinator gave the place to someone else. $queue-place? place in the queue
letter-passed-over-subject = The coordinator has given a place in { $programme } to someone else
letter-passed-over-body =
    The coordinator has decided that a free place in { $programme } goes to an enrolment whose turn it was not. { $applicant } was ahead in the queue and still waits.

    Place in the queue: { $queue-place }
    Enrolled: { $members }
    Enrolment number: { $reference }

    You need not do anything. The next place that becomes free is offered in order of the queue.

    Would you like to know how the decision was reached? Reply to this e-mail.

# $reason? why
letter-refused-subject = { $applicant } does not get a place in { $programme }
letter-refused-body =
    The coordinator has decided that { $applicant } does not get a place in { $programme }.

    Reason: { $reason }
    Enrolled: { $members }
    Enrolment number: { $reference }

    Has something been misunderstood, or would you like a full account of how the decision came about? Reply to this e-mail.

# $side: former (to whoever was the contact) or new (to the new one); $person the other
letter-contact-changed-subject = { $side ->
    [former] { $person } is the new contact of { $applicant } in { $programme }
   *[new] You are the contact of { $applicant } in { $programme }
}
letter-contact-changed-body = { $side ->
    [former]
        From now on { $person } is the contact for the enrolment of { $applicant } in { $programme }. You get no more e-mails as contact.
   *[new]
        From now on you are the contact for the enrolment of { $applicant } in { $programme }, instead of { $person }. You are told about the place and asked about the enrolment.
}

    Enrolled: { $members }
    Enrolment number: { $reference }

    Is this not right? Reply to this e-mail.

## Seminars. $number, $theme, $dates, $place (town), $venue (hall and address), $sessions (the sessions, one a line), $access? (how to get in), $online? (link), $code? and $code-link? (the reader's own code for checking in, and where it is shown)

# To the deputy. $member the person replaced
letter-deputy-subject = You stand in for { $member } on { $dates }
letter-deputy-body =
    You are named as deputy for { $member }, { $municipality }, at seminar { $number } of { $programme }: “{ $theme }”.

    Times:
    { $sessions }

    Place: { $venue }
    About the venue: { $access }
    Take part online: { $online }
    Your code for checking in at the door: { $code }
    Show the code on your phone: { $code-link }

    A calendar entry is attached.

    Attendance counts for you and for the municipality. The certificate of { $member } counts only the hours { $member } attends in person.

    Is anything wrong? Reply to this e-mail.

# $members the participants from the municipality
letter-seminar-reminder-subject = Reminder: seminar { $number } in { $place }, { $dates }
letter-seminar-reminder-body =
    Seminar { $number } of { $programme } is coming up: “{ $theme }”.

    Times:
    { $sessions }

    Place: { $venue }
    About the venue: { $access }
    Take part online: { $online }
    Participants from { $municipality }: { $members }
    Your code for checking in at the door: { $code }
    Show the code on your phone: { $code-link }

    A calendar entry is attached.

    Is anyone unable to come? Reply to this e-mail as soon as possible, preferably with the name of a colleague who can come as deputy.

# $change: moved (new time or place) or cancelled; $old-dates? and $old-venue? what held before
letter-change-notice-subject = { $change ->
    [cancelled] Cancelled: seminar { $number } of { $programme }
   *[moved] Changed: seminar { $number } in { $place }, { $dates }
}
letter-change-notice-body = { $change ->
    [cancelled]
        Seminar { $number } of { $programme }, “{ $theme }”, is cancelled. It was to be held { $dates } in { $place }.

        Please strike it from your calendar; an updated calendar entry is attached.
   *[moved]
        Seminar { $number } of { $programme }, “{ $theme }”, has changed. This now holds:

        Times:
        { $sessions }

        Place: { $venue }
        About the venue: { $access }
        Take part online: { $online }

        Earlier days: { $old-dates }
        Earlier place: { $old-venue }

        The attached calendar entry replaces the earlier one.

        Is anyone unable to come? Reply to this e-mail, preferably with the name of a colleague who can come as deputy.
}

# $until last day to answer; $least-group fewest answers shown together; $link?
letter-evaluation-request-subject = What did you think of seminar { $number }?
letter-evaluation-request-body =
    Thank you for taking part in seminar { $number } of { $programme }: “{ $theme }”. Now we would like to know what you thought. It takes a few minutes.

    Answer here: { $link }
    Last day to answer: { $until }

    You are anonymous. Answers are kept without any link to you, and results are shown only for at least { $least-group } answers together.

## Certificates. $person, $number (of the certificate), $attended and $offered (hours), $percent, $link?

letter-certificate-subject = Your certificate: { $programme }
letter-certificate-body =
    Here is your certificate of attendance from { $programme }. It is attached as a PDF.

    Issued to: { $person }
    Attendance: { $attended } of { $offered } ({ $percent })
    Certificate number: { $number }
    Anyone who receives the certificate can verify it here: { $link }

    Is anything wrong? Reply to this e-mail. Thank you for your time with us!

# When the roles are taken but one person holds both: stands as $missing.
letter-missing-colleague = a colleague – one person cannot fill both roles alone

# When the team is too small: stands as $missing.
missing-people = { $count ->
    [1] one more person
   *[other] { $count } more people
}
