### Letters to somebody who takes part on their own: in a programme for individuals, or in an open meeting.
###
### The variables are those of letters.ftl, and besides:
### $event what the enrolment is for: the programme, or the meeting by its name
### $occasion programme (the whole programme) or meeting (one meeting)
### The letter goes to whom it is about: write to them.

letter-self-meeting = the meeting “{ $theme }” of { $programme }

letter-receipt-self-subject = We have received your enrolment: { $event }
letter-receipt-self-body =
    Thank you! We have received your enrolment for { $event }.

    Enrolled: { $members }
    Enrolment number: { $reference }
    Submitted: { $submitted }

    We will tell you in a separate e-mail whether there is a place. Is anything wrong? Reply to this e-mail and we will put it right.

letter-admitted-self-subject = You have a place: { $event }
letter-admitted-self-body =
    Welcome to { $event }! You have a place.

    Enrolled: { $members }
    Enrolment number: { $reference }

    { $occasion ->
        [meeting]
            When and where: { $seminars }

            The calendar entry is attached. A few days before, you get an e-mail with time, venue and address.

            Can you not come? Reply to this e-mail and someone else gets the place, preferably by { $withdrawal-deadline }.
       *[programme]
            The seminars:
            { $seminars }

            Calendar entries are attached. Before each seminar you get an e-mail with times, venue and address.

            If you cannot come on a particular day, a colleague may come instead of you. Reply to this e-mail with name, title and e-mail address.

            If you have to leave the programme, please tell us by { $withdrawal-deadline }, so that someone else can have the place.
    }

    Everything about your place is here: { $link }

letter-queued-self-subject = You are on the waiting list: { $event }
letter-queued-self-body =
    All places are taken at the moment, and you are on the waiting list for { $event }.

    Place in the queue: { $queue-place }
    Enrolled: { $members }
    Enrolment number: { $reference }

    You need not do anything. When a place becomes free it is offered in order, and we will e-mail you with a date to answer by.

    Would you rather leave the queue? Reply to this e-mail and we will strike the enrolment.

letter-offered-self-subject = A place is free for you: { $event } – please answer by { $until }
letter-offered-self-body =
    A place has become free, and you are first in the queue for { $event }.

    Answer yes or no by { $until }. Reply to this e-mail and we will see to the rest.
    You can also answer here: { $link }

    Enrolled: { $members }
    Enrolment number: { $reference }

    { $occasion ->
        [meeting] When and where: { $seminars }
       *[programme]
            The seminars:
            { $seminars }
    }

    If we have no answer in time, the offer goes to the next in the queue.

# Only offers lapse: whoever takes part on their own is always a complete enrolment.
letter-expired-self-subject = { $cause ->
    [offer] The offer of a place has lapsed: { $event }
   *[hold] Your enrolment has lapsed: { $event }
}
letter-expired-self-body = { $cause ->
    [offer]
        You were first in the queue for { $event } and were offered a place, but we had no answer by { $until }. The place has therefore gone to the next in the queue.
   *[hold]
        Your enrolment for { $event } was not completed by { $until }. The place is therefore no longer held.
}

    Enrolled: { $members }
    Enrolment number: { $reference }

    Would you still like to take part? Reply to this e-mail and we will tell you what is possible.

letter-withdrawn-self-subject = Your enrolment is withdrawn: { $event }
letter-withdrawn-self-body =
    We have withdrawn your enrolment for { $event }.

    Concerns: { $members }
    Enrolment number: { $reference }
    Withdrawn: { $withdrawn }

    If you had a place, it goes to the next in the queue. Is this a mistake? Get in touch as soon as you can.

letter-decided-by-hand-self-subject = A decision on your enrolment: { $event }
letter-decided-by-hand-self-body = { $decision ->
    [offer]
        Your enrolment for { $event }: the coordinator has decided to offer you a place. The offer comes in a separate e-mail, with the last day to answer.
   *[admit]
        Your enrolment for { $event }: the coordinator has decided that you have a place. A separate e-mail confirms the place.
}

    Reason: { $reason }
    Enrolled: { $members }
    Enrolment number: { $reference }

letter-passed-over-self-subject = The coordinator has given a place to someone else: { $event }
letter-passed-over-self-body =
    A place has become free, and the coordinator has decided that it goes to an enrolment whose turn it was not. You were ahead in the queue for { $event } and still wait.

    Place in the queue: { $queue-place }
    Enrolled: { $members }
    Enrolment number: { $reference }

    You need not do anything. The next place that becomes free is offered in order of the queue.

    Would you like to know how the decision was reached? Reply to this e-mail.

letter-refused-self-subject = You do not get a place: { $event }
letter-refused-self-body =
    Your enrolment for { $event }: the coordinator has decided that you do not get a place.

    Reason: { $reason }
    Enrolled: { $members }
    Enrolment number: { $reference }

    Has something been misunderstood, or would you like a full account of how the decision came about? Reply to this e-mail.

letter-seminar-reminder-self-subject = { $occasion ->
    [meeting] Reminder: “{ $theme }” in { $place }, { $dates }
   *[programme] Reminder: seminar { $number } in { $place }, { $dates }
}
letter-seminar-reminder-self-body = { $occasion ->
    [meeting] The meeting “{ $theme }” of { $programme } is coming up.
   *[programme] Seminar { $number } of { $programme } is coming up: “{ $theme }”.
}

    Times:
    { $sessions }

    Place: { $venue }
    About the venue: { $access }
    Take part online: { $online }
    Your code for checking in at the door: { $code }
    Show the code on your phone: { $code-link }

    A calendar entry is attached.

    { $occasion ->
        [meeting]
            Are you unable to come? Reply to this e-mail as soon as possible, so that someone else can have the place.
       *[programme]
            Are you unable to come? Reply to this e-mail as soon as possible, preferably with the name of a colleague who can come instead of you.
    }

letter-change-notice-self-subject = { $change ->
    [cancelled] Cancelled: { $theme }, { $dates }
   *[moved] Changed: { $theme } in { $place }, { $dates }
}
letter-change-notice-self-body = { $change ->
    [cancelled]
        { $occasion ->
            [meeting] The meeting “{ $theme }” of { $programme } is cancelled. It was to be held { $dates } in { $place }.
           *[programme] Seminar { $number } of { $programme }, “{ $theme }”, is cancelled. It was to be held { $dates } in { $place }.
        }

        Please strike the day from your calendar; an updated calendar entry is attached.
   *[moved]
        { $occasion ->
            [meeting] The meeting “{ $theme }” of { $programme } has changed. This now holds:
           *[programme] Seminar { $number } of { $programme }, “{ $theme }”, has changed. This now holds:
        }

        Times:
        { $sessions }

        Place: { $venue }
        About the venue: { $access }
        Take part online: { $online }

        Earlier days: { $old-dates }
        Earlier place: { $old-venue }

        The attached calendar entry replaces the earlier one.

        Are you unable to come? Reply to this e-mail as soon as possible.
}

letter-evaluation-request-self-subject = { $occasion ->
    [meeting] What did you think of “{ $theme }”?
   *[programme] What did you think of seminar { $number }?
}
letter-evaluation-request-self-body = { $occasion ->
    [meeting] Thank you for taking part in the meeting “{ $theme }” of { $programme }. Now we would like to know what you thought. It takes a few minutes.
   *[programme] Thank you for taking part in seminar { $number } of { $programme }: “{ $theme }”. Now we would like to know what you thought. It takes a few minutes.
}

    Answer here: { $link }
    Last day to answer: { $until }

    You are anonymous. Answers are kept without any link to you, and results are shown only for at least { $least-group } answers together.

# In the calendar
calendar-own-code = Your code for checking in at the door: { $code }
