### States, roles and kinds in words. The end of the key is the code as stored.

enrolment-status-draft = draft
enrolment-status-incomplete = incomplete
enrolment-status-submitted = submitted
enrolment-status-admitted = admitted
enrolment-status-queued = queued
enrolment-status-offered = offered
enrolment-status-declined = declined
enrolment-status-expired = expired
enrolment-status-withdrawn = withdrawn
enrolment-status-late-withdrawal = late withdrawal
enrolment-status-replaced = replaced
enrolment-status-refused = refused

attendance-status-not-recorded = not recorded
attendance-status-present = present
attendance-status-partly = partly present
attendance-status-excused-absence = excused absence
attendance-status-unexcused-absence = unexcused absence

attendance-method-sheet = sign-in sheet
attendance-method-list = ticked on a list
attendance-method-code = code

programme-stage-draft = draft
programme-stage-open = open for enrolment
programme-stage-closed = enrolment closed
programme-stage-completed = completed
programme-stage-archived = archived

seminar-state-draft = draft
seminar-state-open = open
seminar-state-closed = closed
seminar-state-held = held
seminar-state-moved = moved
seminar-state-cancelled = cancelled

certificate-state-issued = issued
certificate-state-flagged = to be reviewed
certificate-state-replaced = replaced
certificate-state-revoked = revoked

letter-state-queued = waiting
letter-state-sent = sent
letter-state-failed = failed
letter-state-missed = too late
letter-state-settled = ticked off

letter-kind-receipt = receipt
letter-kind-admitted = place granted
letter-kind-queued = waiting list
letter-kind-offered = offer of a place
letter-kind-incomplete = request to complete
letter-kind-expired = lapsed enrolment
letter-kind-withdrawn = withdrawal confirmed
letter-kind-replacement-wanted = request for a replacement
letter-kind-late-withdrawal = late withdrawal
letter-kind-invitation = invitation of a colleague
letter-kind-invitation-declined = a colleague who declined
letter-kind-decided-by-hand = decision by the coordinator
letter-kind-refused = refusal
letter-kind-passed-over = passed over by a decision
letter-kind-contact-changed = new contact person
letter-kind-deputy = deputy named
letter-kind-seminar-reminder = seminar reminder
letter-kind-change-notice = change of seminar
letter-kind-evaluation-request = evaluation
letter-kind-certificate = certificate of attendance

role-culture = culture manager
role-business = business manager
role-tourism = tourism manager

requirement-culture = culture
requirement-development = business and tourism
