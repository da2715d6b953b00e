### The parts of a programme that are edited each on its own: questions, invitations, council, evaluation.

edit-another = Another row
asking-title = Questions at enrolment
asking-help = Those who enrol are asked in this order, in the programme’s main language. What concerns diet and access is kept apart and deleted after the last seminar.
asking-rules-first = First decide who may take part, under Rules and reminders.
asking-text = The question
asking-new = Another question
asking-kind = The answer is
asking-kind-missing = Choose what kind of answer it is.
asking-kind-text = free text
asking-kind-choice = one of several choices
asking-kind-number = a number
asking-kind-yes-no = yes or no
asking-kind-diet = diet
asking-kind-access-needs = needs in order to take part
asking-of = Asked of
asking-of-member = each participant
asking-of-enrolment = the enrolment as a whole
asking-answer = Must it be answered?
asking-free = no, it is voluntary
asking-required = yes, but the place does not depend on it
asking-before = yes, before the enrolment is handed in
asking-order = Order
asking-choices = Choices
asking-choices-help = One on each line, at least two.
asking-choices-missing = Write the choices, one on each line.
asking-least = Least
asking-most = Most
inviting-title = Invited municipalities
inviting-who = Who may enrol?
inviting-alla = Every municipality of the regions
inviting-valda = Only those that are ticked
inviting-count = { $count ->
    [0] No municipality is ticked.
    [one] One municipality is ticked.
   *[other] { $count } municipalities are ticked.
}
inviting-nobody = Tick at least one municipality, or invite all.
inviting-tick = Tick all in { $region }
inviting-clear = Clear all in { $region }
inviting-others = Others on the list
council-title = Programme council
council-help = Members of the council see the enrolments and figures of all regions.
council-new = Another member
council-leaves = Leaves the council
council-region-missing = Choose which region the person speaks for.
evaluating-title = Evaluation
evaluating-frame = How long, and how anonymous
evaluating-frame-help = Fewer answers than this are never shown together, so that nobody is recognised.
evaluating-questions = Questions
evaluating-help = An evaluation that is open already keeps the questions it was opened with.
evaluating-kind-scale = a step on a scale
evaluating-kind-text = free text
evaluating-steps = Number of steps
evaluating-low = The lowest step means
evaluating-high = The highest step means
seminar-cancel-stale = The seminar has changed since you opened the page, so it was not cancelled. Your reason is kept below. This has happened:
past-questions = The questions at enrolment were changed.
past-invited = The list of invited municipalities was changed.
past-rules = The rules for who may take part were changed.
past-evaluation-questions = { $count ->
    [0] The evaluation has no questions any more.
    [one] The evaluation got one question; it is open for { $days } days.
   *[other] The evaluation got { $count } questions; it is open for { $days } days.
}

## What can be done about a letter, and the letters as samples

deed-send-letters = Send letters again that did not arrive, and tick them off
letters-deeds = What do you want to do?
letters-again = Send again
letters-again-button = Send again
letters-address-help = Correct the address here if it is wrong. It then holds for all letters to the person.
letters-settle = Tick off
letters-settle-how = Why need the letter not be sent?
letters-settle-told = The receiver was told in another way
letters-settle-needless = Nobody needs to be told any more
letters-settle-button = Tick off
letters-settle-choose = Choose why the letter need not be sent.
letters-returned = The letter came back
letters-returned-help = Have you got a message that the letter could not be delivered? It then counts as failed and can be sent again.
letters-returned-button = Note that it came back
letters-stale = The letter has changed since you opened the page, so nothing was done. This has happened:
past-letter-queued = The letter was queued.
past-letter-sent = The letter was sent.
past-letter-sent-uncertain = The letter was sent. An earlier attempt may have arrived too.
past-letter-failed = An attempt failed: { $reason }. Another is made by itself.
past-letter-given-up = The letter could not be delivered: { $reason }.
past-letter-missed = Its moment had passed, so the letter was not sent.
past-letter-returned = The letter came back.
past-letter-again = The letter is to be sent again.
past-letter-told-otherwise = The letter was ticked off: the receiver was told in another way.
past-letter-no-longer-needed = The letter was ticked off: nobody needs to be told any more.
letter-failure-unreachable = the mail server did not answer
letter-failure-address = the address cannot be used
letter-failure-recipient = the receiver was erased
letter-failure-subject = what the letter is about no longer exists
letter-failure-refused = the receiver’s server did not accept it (code { $code })
letter-failure-later = the receiver’s server asked to wait (code { $code })
letter-failure-other = a fault of ours ({ $code })
samples-title = What the letters say
samples-link = Read every kind of letter
samples-invented = Invented people.
samples-lead = This is how the programme writes to participants and contacts, with what is decided just now. None of these letters is sent, and links that let somebody in are not shown.
samples-mark = Sample
samples-languages = Language of the letters
samples-kinds = Letters
samples-missing = The programme has no seminar with sessions yet, so these letters cannot be shown:
letter-sample-reason = The municipality hosts one of the seminars.
member-stale = The enrolment has changed since you opened the page, so nothing was saved. What you wrote is kept below; save again if it still applies. This has happened:
certificates-stale = The certificate has changed since you opened the page, so the decision was not taken. This has happened:
asking-number = Question { $number }
inviting-all-count = { $count ->
    [one] One municipality can enrol.
   *[other] { $count } municipalities can enrol.
}
figure-areas-empty = No seminar is marked with an area of culture. Mark them, and participation is counted here by area and year, for the yearly report.
figure-areas-mark = Mark the first seminar
