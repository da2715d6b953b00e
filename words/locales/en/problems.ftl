### What went wrong, for whoever asks. The end of the key is the problem's code; .detail says what to do.

problems-heading = Problems and what they mean

problem-not-found = Not found
    .detail = There is nothing at this address. Check it against /api/docs.
problem-method-not-allowed = Method not allowed
    .detail = The address takes other methods; the header Allow names them.
problem-internal = Something failed on our side
    .detail = The program has failed. Try again; if it goes on, give the request's id to whoever runs the program.
problem-unavailable = Not available just now
    .detail = It took too long, or the database does not answer for the moment. Try again in a while.
problem-views-behind = The lists are not there yet
    .detail = The lists have not reached position { $position } yet. Try again in a second.
problem-busy = Many change the same thing
    .detail = Others changed the same thing again and again meanwhile. Try again.
problem-too-many-requests = Too many requests
    .detail = You have asked too often. Wait as many seconds as the header Retry-After says.
problem-token-missing = Token missing
    .detail = Send the token in the header: Authorization: Bearer parvis_…
problem-token-invalid = The token does not hold
    .detail = The token is unknown, revoked or has expired. Ask whoever runs the program for a new one.
problem-scope-missing = Scope missing
    .detail = This takes the scope { $scope }, which the token does not have.
problem-body-too-large = Too large
    .detail = What was sent is larger than { $limit } bytes. Divide it.
problem-media-type-unsupported = Wrong media type
    .detail = Send JSON and say so in the header: Content-Type: application/json
problem-body-not-json = Not JSON
    .detail = What was sent is not JSON; reading ended at line { $line }, column { $column }.
problem-bad-request = The request cannot be read
    .detail = The request is not written in a way that can be read. Check it against /api/docs.
problem-body-invalid = The fields are not right
    .detail =
        { $count ->
        [one] One field is not what it should be
       *[other] { $count } fields are not what they should be
    }; errors says what is wrong with each.
problem-parameter-invalid = A parameter is not right
    .detail = The parameter { $parameter } of the address is not what it should be. Check it against /api/docs.
problem-header-invalid = A header is not right
    .detail = The header { $header } is not what it should be. Check it against /api/docs.
problem-position-beyond-end = The position is not in this log
    .detail = You have followed up to position { $after }, but the log ends at { $end }: it is another one, or an older copy was restored. Fetch everything anew and begin at the start.
problem-changes-too-many-readers = Too many follow
    .detail = At most { $limit } connections may follow what happens with one token. Close one first.
problem-webhook-address-refused = The address is refused
    .detail = { $reason ->
        [unreadable] The address cannot be read. Write it like https://example.org/parvis.
        [too-long] The address has more than 2000 characters. Use a shorter one.
        [not-https] Messages go by https. Write an address that begins with https://.
        [credentials] The address holds a user name or a password. Leave them out; messages are signed instead.
        [fragment] The address has a part after #, which is never sent. Leave it out.
        [not-public] { $address } is not on the public internet. Whoever operates Parvis can allow it with PARVIS_WEBHOOKS_TO=loopback (this machine) or private (private networks).
       *[other] Messages do not go to this address.
    }
problem-webhook-too-many = Too many webhooks
    .detail = There are as many webhooks as there may be. Remove one that is not needed.
problem-person-erased = The person was erased
    .detail = The person's data is destroyed; nothing more can be recorded about them.
problem-certificate-rule-missing = No certificate rule
    .detail = The programme has no certificate rule. Set one first.
problem-certificate-person-gone = The person no longer takes part
    .detail = The person no longer takes part in the programme, or was erased, so there is nothing new to certify. The certificate can be revoked.
problem-certificate-no-seminars = Nothing to certify
    .detail = The programme has no seminar, so there is nothing to certify.
problem-register-not-open = Enrolment is not open
    .detail = The programme takes no enrolments. It must be published first.
problem-register-places-already-taken = The places are taken
    .detail = { $taken } places are already taken, so there cannot be only { $places }.
problem-register-members-exceed-seats = An enrolment no longer fits
    .detail = Enrolment { $reference } has { $members } people, so a place cannot seat only { $seats }. Withdraw or change that enrolment first.
problem-register-role-in-use = Somebody has the role
    .detail = Somebody in enrolment { $reference } has the role { $role }. Give them another role before it is removed.
problem-register-several-of-municipality = A municipality has several enrolments
    .detail = The municipality of enrolment { $reference } has another enrolment. Withdraw one of them before each municipality can have only one.
problem-register-not-yet-open = Enrolment has not begun
    .detail = Enrolment opens on { $opens }.
problem-register-closed = Enrolment is closed
    .detail = Enrolment closed on { $closed }. Turn to the coordinator.
problem-municipality-unknown = Unknown municipality
    .detail = There is no municipality with code { $municipality }.
problem-municipality-in-other-county = The municipality is in another county
    .detail = Municipality { $municipality } is not in county { $county }.
problem-county-not-invited = The county is not invited
    .detail = The programme is not offered in county { $county }.
problem-municipality-already-enrolled = The municipality is already enrolled
    .detail = The municipality already has enrolment { $reference }. Change that one instead.
problem-person-already-enrolled = The person is already enrolled
    .detail = One of the members is already in enrolment { $reference }.
problem-enrolment-already-submitted = Already submitted
    .detail = Enrolment { $reference } was already handed in, with other particulars.
problem-enrolment-without-members = No member
    .detail = The enrolment has no member. Name at least one.
problem-enrolment-too-many-members = Too many members
    .detail = A place seats { $seats }; the enrolment has more members.
problem-role-unknown = Unknown role
    .detail = The programme has no role { $role }. Its participation rule names those it has.
problem-member-without-role = No role
    .detail = A member has no role. State at least one.
problem-enrolment-unknown = No such enrolment
    .detail = The programme has no such enrolment.
problem-enrolment-not-active = The enrolment is over
    .detail = Enrolment { $reference } is no longer active. Hand in a new one if enrolment is open.
problem-person-not-a-member = Not a member
    .detail = The person is not a member of enrolment { $reference }.
problem-enrolment-without-offer = No offer
    .detail = Enrolment { $reference } has no offer to answer.
problem-offer-expired = The offer has expired
    .detail = The time to answer the offer to enrolment { $reference } has run out.
problem-dispensation-roles-not-held = The person does not hold every role
    .detail = Whoever fills all the roles alone must hold them all. Missing here: { $roles }. Give the person that role first, or grant a dispensation for a vacant role.
problem-decision-without-reason = No reason
    .detail = A decision against the rule needs a reason. State it in reason.
problem-deputy-without-sessions = No sessions
    .detail = Name the sessions the deputy comes to.
problem-enrolment-not-admitted = No place yet
    .detail = Enrolment { $reference } has no place yet, so it cannot send a deputy.
problem-stale = It has changed meanwhile
    .detail = Something has changed since you read it; changes says what, when and by whom. Read again, and send what you want changed with the new ETag.
problem-register-closed-by-organiser = Enrolment is closed
    .detail = The organiser has closed enrolment. The coordinator can still enter a paper enrolment.
problem-register-over = Nothing is left to come to
    .detail = Everything has been held or is called off. If a seminar is still to be held, the coordinator gives it its new date first.
problem-municipality-not-invited = The municipality is not invited
    .detail = Municipality { $municipality } is not on the programme's invitation list.
problem-enrolment-is-draft = The enrolment is a draft
    .detail = Enrolment { $reference } is a draft. Hand it in first.
problem-enrolment-is-no-draft = The enrolment was handed in
    .detail = Enrolment { $reference } was handed in. Withdraw it instead.
problem-answers-missing = Answers are missing
    .detail = These questions must be answered before the enrolment is handed in: { $questions }.
problem-invitation-unknown = No such invitation
    .detail = There is no such invitation.
problem-person-already-invited = Already invited
    .detail = The person is already invited to enrolment { $reference }. Withdraw that invitation first.
problem-invitation-expired = The invitation has expired
    .detail = The invitation ran out { $until }. Ask for another.
problem-invitation-over = The invitation is over
    .detail = The invitation was { $how ->
        [accepted] accepted
        [declined] declined
       *[other] taken back
    }. Ask for another if one is needed.
problem-person-not-concerned = The person does not belong to the enrolment
    .detail = The person is neither a member nor the contact of enrolment { $reference }.
problem-question-unknown = Unknown question
    .detail = The programme asks no question { $question }.
problem-answer-does-not-fit = The answer does not fit
    .detail = The answer to { $question } is of the wrong kind or out of bounds; the programme's participation rule has the question.
problem-question-asked-of-members = Asked of members
    .detail = Question { $question } is asked of each member; the person is none.
problem-needs-not-asked-for = Not asked for
    .detail = The programme does not ask for { $what ->
        [diet] diet
       *[other] access needs
    }, so it is not kept.
problem-enrolment-not-complete = The enrolment is not complete
    .detail = Enrolment { $reference } is not complete. Complete it or grant a dispensation first.
problem-no-free-place = No free place
    .detail = All { $places } places are taken. Add places or wait until one is free.
problem-enrolment-has-place = The enrolment has a place
    .detail = Enrolment { $reference } has a place. Withdraw it instead.
problem-deputy-already-named = A deputy is already named
    .detail = Another deputy comes in the member's place to one of these sessions. Take that one back first.
problem-deputy-taken = The deputy is taken
    .detail = The deputy comes in somebody else's place to one of these sessions (enrolment { $reference }).
problem-member-is-deputy = A member is a deputy
    .detail = One of the members is a deputy in enrolment { $reference }. Take that back first.
problem-no-deputies-at-meetings = No deputies at meetings
    .detail = A meeting has no deputies. Withdraw the one and sign up the other.
problem-idempotency-key-missing = The header Idempotency-Key is missing
    .detail = Send a new random value in Idempotency-Key with each command, and the same value when the command is repeated.
problem-idempotency-key-reused = The key was used
    .detail = The value in Idempotency-Key was already used for another command. Take a new one.
problem-idempotency-key-in-use = The command is in progress
    .detail = The first command with the same Idempotency-Key is still in progress. Ask again in a while.
problem-programme-of-another-plan = Another programme's plan
    .detail = The plan is that of another programme. Change the one it belongs to.
problem-programme-published = Published
    .detail = What has been published ({ $what }) stands in letters and certificates and stays. Copy the programme to begin another.
problem-programme-not-ready = The programme is not ready
    .detail =
        { $count ->
        [one] One thing stands
       *[other] { $count } things stand
    } in the way; problems says which, and what to do about them.
problem-session-id-taken = The session's id is taken
    .detail = A session of seminar { $number } has the id of another session. Give it one of its own.
problem-programme-never-opened = Enrolment was never open
    .detail = There is nothing to complete. Archive the programme instead.
problem-programme-not-over = The programme is not over
    .detail = The last seminar is on { $last }. Complete the programme when it has been held.
problem-programme-not-completed = The programme is not completed
    .detail = It was published. Complete it before it is archived.
problem-session-attended = Attendance was taken
    .detail = Attendance was taken at { $title } of seminar { $number } on { $date }. Keep the session, and change its hours or title instead.
problem-programme-not-planned = The programme does not exist
    .detail = The programme is not planned yet.
problem-programme-already-planned = Already planned
    .detail = The programme is already planned, with other particulars. Change the plan instead.
problem-programme-finished = The programme is finished
    .detail = The programme is { $stage ->
        [completed] completed
        [archived] archived
       *[other] finished
    } and can no longer be changed.
problem-seminar-unknown = No such seminar
    .detail = The programme has no such seminar.
problem-seminar-already-scheduled = Already scheduled
    .detail = Seminar { $number } is already scheduled, with other particulars. Reschedule or move it instead.
problem-seminar-cancelled = The seminar is cancelled
    .detail = Seminar { $number } is cancelled.
problem-enrolment-already-open = Enrolment is already open
    .detail = Enrolment is already open, with other dates.
problem-enrolment-not-open = The programme is not published
    .detail = The programme takes no enrolments yet, so there is nothing to close.
problem-roll-not-begun = No attendance yet
    .detail = No attendance was recorded for this seminar yet.
problem-session-unknown = No such session
    .detail = The seminar has no such session.
problem-attendance-too-long = Too many minutes
    .detail = { $minutes } minutes were given, but the session lasts { $session_minutes }.
problem-attendance-contradicts-itself = Status and minutes contradict each other
    .detail = The status and { $minutes } minutes contradict each other: absence is 0 minutes, attendance more.
problem-roll-closed = The roll is closed
    .detail = The roll is closed. Correct the attendance instead, with a reason.
problem-attendance-corrected-since = The attendance was corrected since
    .detail = The attendance was corrected again at { $at }, and that correction stands.
problem-correction-without-reason = No reason
    .detail = A correction needs a reason. State it in reason.
problem-certificate-not-entitled = Too little attendance
    .detail = { $attended } of { $offered } minutes are less than the { $percent } per cent required.
problem-certificate-unknown = No such certificate
    .detail = There is no such certificate.
problem-certificate-not-holding = The certificate no longer holds
    .detail = Certificate { $number } is already replaced or revoked.
problem-certificate-number-taken = The number is taken
    .detail = Certificate number { $number } is taken.
problem-certificate-id-taken = The id is taken
    .detail = Certificate { $number } has the same id.
problem-certificate-of-another-person = Somebody else's certificate
    .detail = Certificate { $number } was issued to another person.
problem-certificate-decision-without-reason = No reason
    .detail = The decision needs a reason. State it in reason.
problem-evaluation-not-open = The evaluation is not open
    .detail = The evaluation was not opened.
problem-evaluation-already-open = Already open
    .detail = The evaluation is already open, with other particulars.
problem-evaluation-closed = The evaluation is closed
    .detail = The evaluation is closed and takes no more answers.
problem-ballots-too-few = Too few ballots
    .detail = { $found } ballots are too few to count together. Wait for { $least }.
problem-ballots-too-many = Too many ballots
    .detail = There are more ballots than the { $invited } who were invited.
problem-answer-not-on-form = The answer does not fit the question
    .detail = Question { $question } is not on the form, or is answered in another way.
problem-evaluation-still-open = The evaluation is still open
    .detail = The evaluation still takes answers. It closes before its summary is approved.
problem-person-unknown = No such person
    .detail = The person is not registered.
problem-person-was-erased = The person was erased
    .detail = The person's data was destroyed after a decision.
problem-erasure-not-decided = No decision to erase
    .detail = There is no decision to erase the person.
problem-letter-unknown = No such letter
    .detail = The letter was never queued.
problem-letter-not-waiting = The letter does not wait
    .detail = The letter is sent, given up or too late.
problem-letter-arrived = The letter was sent
    .detail = The letter was sent and has not come back. Note first that it came back.
problem-letter-still-waiting = The letter is waiting
    .detail = The letter is still waiting to be sent, so there is nothing to tick off.
problem-letter-never-sent = The letter was not sent
    .detail = The letter was not sent, so it cannot have come back.

field-required = The field is missing; add it.
field-unknown = There is no such field; remove it or correct its name.
field-type = The value must be { $expected }.
field-pattern = The value has the wrong form; it must follow the pattern { $expected }.
field-format = The value has the wrong form; it must be a { $expected }.
field-choice = The value must be one of { $expected }.
field-too-short = The text is too short; it must have at least { $expected } characters.
field-too-long = The text is too long; it may have at most { $expected } characters.
field-too-few = The list is too short; it must have at least { $expected } entries.
field-too-many = The list is too long; it may have at most { $expected } entries.
field-too-small = The number is too small; it must be at least { $expected }.
field-too-large = The number is too large; it may be at most { $expected }.
field-not-unique = The list names the same thing twice.
field-no-alternative = The value fits none of the forms described in /api/docs.
field-unknown-parameter = The address takes no such parameter; remove or correct it. It takes { $expected }.
field-no-parameters = The address takes no parameters; remove it.
field-cursor = The cursor is not one of this list; take next of the page before, or begin without one.
field-repeated = The parameter is there twice; give it once.
field-value = The value is not accepted in this field; see its description in /api/docs.
