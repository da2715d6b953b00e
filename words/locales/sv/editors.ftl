### Programmets delar som redigeras var för sig, och vad som kan göras åt ett brev.

edit-another = En rad till
asking-title = Frågor vid anmälan
asking-help = De som anmäler sig får frågorna i den här ordningen, på programmets huvudspråk. Det som rör kost och tillgänglighet förvaras för sig och raderas efter det sista seminariet.
asking-rules-first = Bestäm först vilka som får delta, under Regler och påminnelser.
asking-text = Frågan
asking-new = En fråga till
asking-kind = Svaret är
asking-kind-missing = Välj vad för slags svar det är.
asking-kind-text = fri text
asking-kind-choice = ett av flera val
asking-kind-number = ett tal
asking-kind-yes-no = ja eller nej
asking-kind-diet = kost
asking-kind-access-needs = behov för att kunna delta
asking-of = Ställs till
asking-of-member = varje deltagare
asking-of-enrolment = anmälan som helhet
asking-answer = Måste den besvaras?
asking-free = nej, den är frivillig
asking-required = ja, men platsen hänger inte på det
asking-before = ja, innan anmälan skickas in
asking-order = Ordning
asking-choices = Val
asking-choices-help = Ett på varje rad, minst två.
asking-choices-missing = Skriv valen, ett på varje rad.
asking-least = Minst
asking-most = Högst
inviting-title = Inbjudna kommuner
inviting-who = Vilka får anmäla sig?
inviting-alla = Alla kommuner i regionerna
inviting-valda = Bara de som är förkryssade
inviting-count = { $count ->
    [0] Ingen kommun är förkryssad.
    [one] En kommun är förkryssad.
   *[other] { $count } kommuner är förkryssade.
}
inviting-nobody = Kryssa för minst en kommun, eller bjud in alla.
inviting-tick = Kryssa alla i { $region }
inviting-clear = Ta bort alla kryss i { $region }
inviting-others = Andra på listan
council-title = Programråd
council-help = Den som är med i programrådet ser anmälningar och siffror för alla regioner.
council-new = En ledamot till
council-leaves = Lämnar rådet
council-region-missing = Välj vilken region personen företräder.
evaluating-title = Utvärdering
evaluating-frame = Öppettid och anonymitet
evaluating-frame-help = Färre svar än så visas aldrig tillsammans, så att ingen känns igen.
evaluating-questions = Frågor
evaluating-help = En utvärdering som redan är öppen behåller de frågor den öppnades med.
evaluating-kind-scale = ett steg på en skala
evaluating-kind-text = fri text
evaluating-steps = Antal steg
evaluating-low = Lägsta steget betyder
evaluating-high = Högsta steget betyder
seminar-cancel-stale = Seminariet har ändrats sedan du öppnade sidan, så det ställdes inte in. Ditt skäl står kvar nedan. Detta har hänt:
past-questions = Frågorna vid anmälan ändrades.
past-invited = Listan över inbjudna kommuner ändrades.
past-rules = Reglerna för vilka som får delta ändrades.
past-evaluation-questions = { $count ->
    [0] Utvärderingen har inga frågor längre.
    [one] Utvärderingen fick en fråga; den är öppen i { $days } dagar.
   *[other] Utvärderingen fick { $count } frågor; den är öppen i { $days } dagar.
}

## Vad som kan göras åt ett brev, och breven som förlagor

deed-send-letters = Skicka brev igen som inte kom fram, och bocka av dem
letters-deeds = Vad vill du göra?
letters-again = Skicka igen
letters-again-button = Skicka igen
letters-address-help = Rätta adressen här om den är fel. Den gäller sedan för alla brev till personen.
letters-settle = Bocka av
letters-settle-how = Varför behöver brevet inte skickas?
letters-settle-told = Mottagaren har fått veta på annat sätt
letters-settle-needless = Ingen behöver få veta det längre
letters-settle-button = Bocka av
letters-settle-choose = Välj varför brevet inte behöver skickas.
letters-returned = Brevet kom tillbaka
letters-returned-help = Har du fått ett felmeddelande om att brevet inte kunde lämnas? Då räknas det som misslyckat och kan skickas igen.
letters-returned-button = Anteckna att det kom tillbaka
letters-stale = Brevet har ändrats sedan du öppnade sidan, så inget gjordes. Detta har hänt:
past-letter-queued = Brevet lades i kö.
past-letter-sent = Brevet skickades.
past-letter-sent-uncertain = Brevet skickades. Ett tidigare försök kan också ha kommit fram.
past-letter-failed = Ett försök misslyckades: { $reason }. Ett nytt görs av sig självt.
past-letter-given-up = Brevet kunde inte lämnas: { $reason }.
past-letter-missed = Stunden hade passerat, så brevet skickades inte.
past-letter-returned = Brevet kom tillbaka.
past-letter-again = Brevet ska skickas igen.
past-letter-told-otherwise = Brevet bockades av: mottagaren fick veta på annat sätt.
past-letter-no-longer-needed = Brevet bockades av: ingen behöver få veta det längre.
letter-failure-unreachable = e-postservern svarade inte
letter-failure-address = adressen går inte att använda
letter-failure-recipient = mottagaren är raderad
letter-failure-subject = det brevet handlar om finns inte längre
letter-failure-refused = mottagarens server tog inte emot det (kod { $code })
letter-failure-later = mottagarens server bad att få vänta (kod { $code })
letter-failure-other = ett fel hos oss ({ $code })
samples-title = Så låter breven
samples-link = Läs alla slags brev
samples-invented = Påhittade personer.
samples-lead = Så skriver programmet till deltagare och kontaktpersoner, med det som är bestämt just nu. Inget av breven skickas, och länkar som släpper in någon visas inte.
samples-mark = Exempel
samples-languages = Brevens språk
samples-kinds = Brev
samples-missing = Programmet har inget seminarium med pass ännu, så dessa brev kan inte visas:
letter-sample-reason = Kommunen är värd för ett av seminarierna.
member-stale = Anmälan har ändrats sedan du öppnade sidan, så inget sparades. Det du skrev står kvar nedan; spara igen om det fortfarande gäller. Detta har hänt:
certificates-stale = Intyget har ändrats sedan du öppnade sidan, så beslutet togs inte. Detta har hänt:
asking-number = Fråga { $number }
inviting-all-count = { $count ->
    [one] En kommun kan anmäla sig.
   *[other] { $count } kommuner kan anmäla sig.
}
figure-areas-empty = Inget seminarium är märkt med något kulturområde. Märk dem så räknas deltagandet per område och år här, för årsrapporten.
figure-areas-mark = Märk det första seminariet
