### Ord i PDF-dokumentene: kursbevis, fremmøteliste, oppsummering av evaluering.

document-page = side { $page } ({ $pages })
document-case-number = Saksnummer { $case-number }
document-test-data = TESTDATA
document-test-data-note = Personene og opplysningene er oppdiktet.
document-seminar = Samling
document-date = Dato
document-place = Sted

## Kursbevis

certificate-title = Kursbevis
certificate-number = Nummer { $number }
certificate-certifies = Det bekreftes herved at
certificate-statement = har deltatt i opplæringsprogrammet
certificate-role = Rolle i programmet: { $role }
certificate-attended-of-offered = Timer / tilbudt
certificate-total = Sum
# $least laveste fremmøte
certificate-rule = Kursbevis utstedes til den som har deltatt i minst { $least } av den tilbudte tiden.
# $date utstedelsesdag
certificate-issued = Utstedt { $date }
certificate-verify = Kontroller beviset
certificate-verify-how = Les av koden eller åpne adressen, og sammenlign opplysningene.
certificate-qr-alt = QR-kode som fører til { $url }
certificate-description = Kursbevis { $number } for { $name }, { $programme }

## Fremmøteliste

sign-in-title = Fremmøteliste
sign-in-venue = Lokale
sign-in-times = Tider
sign-in-organisers = Arrangører
sign-in-case-number = Saksnummer
sign-in-row = Nr.
sign-in-municipality = Kommune
sign-in-name = Navn
sign-in-role = Rolle
sign-in-replaces = Stedfortreder for
sign-in-signature = Signatur
sign-in-leader = Kurslederens underskrift
sign-in-privacy = Opplysningene brukes til å registrere fremmøte og utstede kursbevis. Listen er et saksdokument hos { $organiser }.

## Oppsummering av evaluering

evaluation-title = Evaluering
evaluation-subtitle = Oppsummering
evaluation-invited = Invitert
evaluation-answered = Svar
evaluation-rate = Svarprosent
evaluation-least = Minste gruppe som vises
evaluation-seminar = Samling { $number }: { $theme }
evaluation-whole-programme = Programmet som helhet
evaluation-overview = Samlingene i oversikt
evaluation-fewer = færre enn { $least }
evaluation-open = pågår
evaluation-question = Spørsmål
evaluation-distribution = Fordeling
evaluation-count = Antall
evaluation-mean = Snitt
evaluation-median = Median
evaluation-dont-know = Vet ikke
evaluation-suppressed-seminar = Færre enn { $least } har svart. Resultatet vises ikke, så ingen enkeltpersons svar kan leses ut av det.
evaluation-suppressed-open = Evalueringen pågår. Resultatet vises når den er stengt.
evaluation-suppressed-question = færre enn { $least } svar
evaluation-trend = Utvikling over samlingene
evaluation-trend-about = Gjennomsnitt per samling, spørsmål for spørsmål. Skalaen går fra 1 til { $highest }.
evaluation-trend-alt = { $question } Gjennomsnitt: { $points }.
evaluation-trend-point = samling { $number }: { $mean }
evaluation-bar-alt = Fordeling av { $n } svar: { $parts }.
evaluation-bar-part = karakter { $grade }: { $ballots }
evaluation-legend = Skala
evaluation-groups = Gjennomsnitt per gruppe
evaluation-by-role = Rolle
evaluation-by-region = Region
evaluation-groups-note = Grupper vises bare når de har minst { $least } svar og ingenting mindre kan regnes ut av resten. Antall svar i parentes.
evaluation-all = Alle
evaluation-texts = Frie svar
evaluation-texts-note = I alfabetisk rekkefølge. Navn, e-postadresser og telefonnumre er fjernet.
evaluation-times = { $count } svar
evaluation-method = Slik ble evalueringen gjort
evaluation-method-text = Deltakerne ble invitert etter hver samling og svarte anonymt. Svarene lagres uten kobling til person og telles i blandede puljer. Resultater med færre enn { $least } svar vises ikke, og heller ikke opplysninger som ville gjøre det mulig å regne dem ut. Gjennomsnitt og median bygger på dem som har satt karakter; «vet ikke» telles for seg. Svarprosenten er antall svar av antall inviterte.
evaluation-approved = { $seminar } – godkjent av { $approver } { $date }
evaluation-not-approved = Oppsummeringen er ennå ikke godkjent.
evaluation-no-answers = Ingen svar vises.
