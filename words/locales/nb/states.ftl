### Tilstander, roller og typer i ord. Slutten av nøkkelen er koden slik den lagres.

enrolment-status-draft = utkast
enrolment-status-incomplete = ufullstendig
enrolment-status-submitted = sendt inn
enrolment-status-admitted = fått plass
enrolment-status-queued = i kø
enrolment-status-offered = fått tilbud
enrolment-status-declined = takket nei
enrolment-status-expired = utløpt
enrolment-status-withdrawn = avmeldt
enrolment-status-late-withdrawal = sen avmelding
enrolment-status-replaced = erstattet
enrolment-status-refused = fått avslag

attendance-status-not-recorded = ikke registrert
attendance-status-present = til stede
attendance-status-partly = delvis til stede
attendance-status-excused-absence = meldt fravær
attendance-status-unexcused-absence = ikke meldt fravær

attendance-method-sheet = fremmøteliste
attendance-method-list = avkryssing
attendance-method-code = kode

programme-stage-draft = utkast
programme-stage-open = åpent for påmelding
programme-stage-closed = påmelding stengt
programme-stage-completed = gjennomført
programme-stage-archived = arkivert

seminar-state-draft = utkast
seminar-state-open = åpen
seminar-state-closed = stengt
seminar-state-held = gjennomført
seminar-state-moved = flyttet
seminar-state-cancelled = avlyst

certificate-state-issued = utstedt
certificate-state-flagged = må vurderes
certificate-state-replaced = erstattet
certificate-state-revoked = trukket tilbake

letter-state-queued = venter
letter-state-sent = sendt
letter-state-failed = mislyktes
letter-state-missed = for sent
letter-state-settled = krysset av

letter-kind-receipt = kvittering
letter-kind-admitted = svar om plass
letter-kind-queued = svar om venteliste
letter-kind-offered = tilbud om plass
letter-kind-incomplete = manglende opplysninger
letter-kind-expired = utløpt påmelding
letter-kind-withdrawn = bekreftet avmelding
letter-kind-replacement-wanted = spørsmål om erstatter
letter-kind-late-withdrawal = sen avmelding
letter-kind-invitation = invitasjon til kollega
letter-kind-invitation-declined = kollega som har takket nei
letter-kind-decided-by-hand = vedtak av koordinatoren
letter-kind-refused = avslag
letter-kind-passed-over = forbigått ved vedtak
letter-kind-contact-changed = ny kontaktperson
letter-kind-deputy = melding om stedfortreder
letter-kind-seminar-reminder = påminnelse om samling
letter-kind-change-notice = endret samling
letter-kind-evaluation-request = evaluering
letter-kind-certificate = kursbevis

role-culture = kultursjef
role-business = næringssjef
role-tourism = reiselivssjef

requirement-culture = kultur
requirement-development = næring og reiseliv
