### Words in the PDF documents: certificate, sign-in sheet, evaluation summary.

document-page = page { $page } ({ $pages })
document-case-number = Case number { $case-number }
document-test-data = TEST DATA
document-test-data-note = The people and particulars are invented.
document-seminar = Seminar
document-date = Dates
document-place = Place

## Certificate of attendance

certificate-title = Certificate of attendance
certificate-number = Number { $number }
certificate-certifies = This is to certify that
certificate-statement = has taken part in the training programme
certificate-role = Role in the programme: { $role }
certificate-attended-of-offered = Hours / offered
certificate-total = Total
# $least least attendance
certificate-rule = Certificates are issued to those who attended at least { $least } of the time offered.
# $date day of issue
certificate-issued = Issued { $date }
certificate-verify = Verify this certificate
certificate-verify-how = Scan the code or open the address, and compare.
certificate-qr-alt = QR code leading to { $url }
certificate-description = Certificate { $number } for { $name }, { $programme }

## Sign-in sheet

sign-in-title = Sign-in sheet
sign-in-venue = Venue
sign-in-times = Times
sign-in-organisers = Organisers
sign-in-case-number = Case number
sign-in-row = No.
sign-in-municipality = Municipality
sign-in-name = Name
sign-in-role = Role
sign-in-replaces = Stands in for
sign-in-signature = Signature
sign-in-leader = Signature of the leader
sign-in-privacy = The particulars are used to record attendance and issue certificates. The sheet is an official record of { $organiser }.

## Evaluation summary

evaluation-title = Evaluation
evaluation-subtitle = Summary
evaluation-invited = Invited
evaluation-answered = Answered
evaluation-rate = Response rate
evaluation-least = Smallest group shown
evaluation-seminar = Seminar { $number }: { $theme }
evaluation-whole-programme = The programme as a whole
evaluation-overview = The seminars at a glance
evaluation-fewer = fewer than { $least }
evaluation-open = in progress
evaluation-question = Question
evaluation-distribution = Distribution
evaluation-count = Number
evaluation-mean = Mean
evaluation-median = Median
evaluation-dont-know = Don’t know
evaluation-suppressed-seminar = Fewer than { $least } answered. The result is not shown, so that nobody’s answers can be read from it.
evaluation-suppressed-open = The evaluation is in progress. The result is shown when it is closed.
evaluation-suppressed-question = fewer than { $least } answers
evaluation-trend = Trend over the seminars
evaluation-trend-about = Mean per seminar, question by question. The scale runs from 1 to { $highest }.
evaluation-trend-alt = { $question } Means: { $points }.
evaluation-trend-point = seminar { $number }: { $mean }
evaluation-bar-alt = Distribution of { $n } answers: { $parts }.
evaluation-bar-part = grade { $grade }: { $ballots }
evaluation-legend = Scale
evaluation-groups = Mean by group
evaluation-by-role = Role
evaluation-by-region = Region
evaluation-groups-note = Groups are shown only where they have at least { $least } answers and nothing smaller can be computed from the rest. Number of answers in brackets.
evaluation-all = All
evaluation-texts = Free answers
evaluation-texts-note = In alphabetical order. Names, e-mail addresses and telephone numbers are removed.
evaluation-times = { $count } answers
evaluation-method = How the evaluation was made
evaluation-method-text = Participants were invited after each seminar and answered anonymously. Answers are kept without any link to a person and counted in shuffled batches. Results with fewer than { $least } answers are not shown, nor anything from which they could be computed. Mean and median are those of the grades given; “don’t know” is counted apart. The response rate is the number of answers out of the number invited.
evaluation-approved = { $seminar } – approved by { $approver } on { $date }
evaluation-not-approved = The summary is not yet approved.
evaluation-no-answers = No answers are shown.
