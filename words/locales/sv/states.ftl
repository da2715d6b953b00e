### Lägen, roller och slag i ord. Nyckelns slut är koden som den lagras.

enrolment-status-draft = utkast
enrolment-status-incomplete = ofullständig
enrolment-status-submitted = inskickad
enrolment-status-admitted = antagen
enrolment-status-queued = i kö
enrolment-status-offered = erbjuden
enrolment-status-declined = tackat nej
enrolment-status-expired = utgången
enrolment-status-withdrawn = avbokad
enrolment-status-late-withdrawal = sen avbokning
enrolment-status-replaced = ersatt
enrolment-status-refused = nekad plats

attendance-status-not-recorded = inte registrerad
attendance-status-present = närvarande
attendance-status-partly = delvis närvarande
attendance-status-excused-absence = anmäld frånvaro
attendance-status-unexcused-absence = oanmäld frånvaro

attendance-method-sheet = närvarolista
attendance-method-list = avprickning
attendance-method-code = kod

programme-stage-draft = utkast
programme-stage-open = öppet för anmälan
programme-stage-closed = anmälan stängd
programme-stage-completed = genomfört
programme-stage-archived = arkiverat

seminar-state-draft = utkast
seminar-state-open = öppet
seminar-state-closed = stängt
seminar-state-held = genomfört
seminar-state-moved = flyttat
seminar-state-cancelled = inställt

certificate-state-issued = utfärdat
certificate-state-flagged = att granska
certificate-state-replaced = ersatt
certificate-state-revoked = återkallat

letter-state-queued = väntar
letter-state-sent = skickat
letter-state-failed = misslyckat
letter-state-missed = för sent
letter-state-settled = avbockat

letter-kind-receipt = mottagningsbevis
letter-kind-admitted = besked om plats
letter-kind-queued = besked om väntelista
letter-kind-offered = erbjudande om plats
letter-kind-incomplete = komplettering
letter-kind-expired = utgången anmälan
letter-kind-withdrawn = bekräftad avbokning
letter-kind-replacement-wanted = fråga om ersättare
letter-kind-late-withdrawal = sen avbokning
letter-kind-invitation = inbjudan till kollega
letter-kind-invitation-declined = kollega som tackat nej
letter-kind-decided-by-hand = beslut av samordnaren
letter-kind-refused = avslag
letter-kind-passed-over = förbigången genom beslut
letter-kind-contact-changed = ny kontaktperson
letter-kind-deputy = besked om ersättare
letter-kind-seminar-reminder = påminnelse om seminarium
letter-kind-change-notice = ändrat seminarium
letter-kind-evaluation-request = utvärdering
letter-kind-certificate = kursintyg

role-culture = kulturchef
role-business = näringslivschef
role-tourism = turismchef

requirement-culture = kultur
requirement-development = näringsliv och turism
