### Ord i PDF-dokumenten: kursintyg, närvarolista, sammanställning av utvärdering.

document-page = sida { $page } ({ $pages })
document-case-number = Diarienummer { $case-number }
document-test-data = TESTDATA
document-test-data-note = Personerna och uppgifterna är påhittade.
document-seminar = Seminarium
document-date = Datum
document-place = Ort

## Kursintyg

certificate-title = Kursintyg
certificate-number = Nummer { $number }
certificate-certifies = Härmed intygas att
certificate-statement = har deltagit i utbildningsprogrammet
certificate-role = Roll i programmet: { $role }
certificate-attended-of-offered = Timmar / erbjudet
certificate-total = Summa
# $least lägsta närvaro
certificate-rule = Kursintyg utfärdas till den som har deltagit i minst { $least } av den erbjudna tiden.
# $date utfärdandedag
certificate-issued = Utfärdat { $date }
certificate-verify = Kontrollera intyget
certificate-verify-how = Läs av koden eller öppna adressen och jämför uppgifterna.
certificate-qr-alt = QR-kod som leder till { $url }
certificate-description = Kursintyg { $number } för { $name }, { $programme }

## Närvarolista

sign-in-title = Närvarolista
sign-in-venue = Lokal
sign-in-times = Tider
sign-in-organisers = Arrangörer
sign-in-case-number = Diarienummer
sign-in-row = Nr
sign-in-municipality = Kommun
sign-in-name = Namn
sign-in-role = Roll
sign-in-replaces = Ersätter
sign-in-signature = Signatur
sign-in-leader = Kursledarens underskrift
sign-in-privacy = Uppgifterna används för att registrera närvaro och utfärda kursintyg. Listan är en allmän handling hos { $organiser }.

## Sammanställning av utvärdering

evaluation-title = Utvärdering
evaluation-subtitle = Sammanställning
evaluation-invited = Inbjudna
evaluation-answered = Svar
evaluation-rate = Svarsfrekvens
evaluation-least = Minsta grupp som redovisas
evaluation-seminar = Seminarium { $number }: { $theme }
evaluation-whole-programme = Programmet som helhet
evaluation-overview = Seminarierna i översikt
evaluation-fewer = färre än { $least }
evaluation-open = pågår
evaluation-question = Fråga
evaluation-distribution = Fördelning
evaluation-count = Antal
evaluation-mean = Medel
evaluation-median = Median
evaluation-dont-know = Vet ej
evaluation-suppressed-seminar = Färre än { $least } har svarat. Resultatet redovisas inte, så att ingen enskilds svar kan utläsas.
evaluation-suppressed-open = Utvärderingen pågår. Resultatet redovisas när den är stängd.
evaluation-suppressed-question = färre än { $least } svar
evaluation-trend = Utveckling över seminarierna
evaluation-trend-about = Medelvärde per seminarium, fråga för fråga. Skalan går från 1 till { $highest }.
evaluation-trend-alt = { $question } Medelvärden: { $points }.
evaluation-trend-point = seminarium { $number }: { $mean }
evaluation-bar-alt = Fördelning av { $n } svar: { $parts }.
evaluation-bar-part = betyg { $grade }: { $ballots }
evaluation-legend = Skala
evaluation-groups = Medelvärde per grupp
evaluation-by-role = Roll
evaluation-by-region = Region
evaluation-groups-note = Grupper visas bara när de har minst { $least } svar och inget mindre kan räknas fram ur resten. Antal svar inom parentes.
evaluation-all = Alla
evaluation-texts = Fria svar
evaluation-texts-note = I bokstavsordning. Namn, e-postadresser och telefonnummer är borttagna.
evaluation-times = { $count } svar
evaluation-method = Så gjordes utvärderingen
evaluation-method-text = Deltagarna bjöds in efter varje seminarium och svarade anonymt. Svaren sparas utan koppling till person och räknas in i blandade omgångar. Resultat med färre än { $least } svar redovisas inte, och inte heller uppgifter som skulle göra det möjligt att räkna fram dem. Medelvärde och median bygger på dem som har satt betyg; ”vet ej” räknas för sig. Svarsfrekvensen är antalet svar av antalet inbjudna.
evaluation-approved = { $seminar } – godkänd av { $approver } { $date }
evaluation-not-approved = Sammanställningen är ännu inte godkänd.
evaluation-no-answers = Inga svar redovisas.
