### Incheckning i rummet.

deed-check-in = Pricka av dem som kommer
deed-close-roll = Avsluta uppropet och rätta närvaron efteråt
deed-take-out-attendance = Skriva ut närvarolistor och koder, hämta närvaron som fil

checkin-title = Incheckning
checkin-seminar = Seminarium { $number }
checkin-sessions = Pass
checkin-of = av { $places } har kommit
checkin-extra = + { $extra } utan plats
checkin-gauge = Hur många som har kommit
checkin-search = Namn, kommun eller kod
checkin-search-short = Sök eller kod
checkin-search-button = Sök
checkin-scan = Skanna
checkin-scan-title = Skanna koder
checkin-scan-close = Klar
checkin-hold = Håll koden framför kameran.
checkin-no-camera = Kameran kan inte användas. Skriv koden i sökrutan i stället.
checkin-unknown-code = Koden hör till ingen på listan.
checkin-parts = Vilka som visas
checkin-all = Alla
checkin-missing = Inte här
checkin-here = Här
checkin-add = Någon annan
checkin-add-long = Någon som inte står på listan
checkin-tap-help = Tryck för att pricka av.
checkin-undo = Ångra
checkin-about = Mer om { $name }
checkin-without-place = Utan plats
checkin-comes-for = kommer för { $name }
checkin-replaced-by = ersätts av { $name }
checkin-partly = { $time }, { $minutes } min
checkin-excused = Har anmält förhinder
checkin-unexcused = Frånvarande
checkin-nobody = Ingen på listan passar in på det du skrev.
checkin-everybody = Alla har kommit.
checkin-show-all = Visa hela listan
checkin-back = Till listan

## Vad skriptet säger

checkin-on = Uppkopplad
checkin-off = Utan nät
checkin-off-waiting = Utan nät, { $count } väntar
checkin-sending = Skickar { $count }
checkin-waits = väntar
checkin-is-here = { $name } är här.
checkin-undone = Ångrat: { $name }.
checkin-already = { $name } är redan avprickad, { $time }.
checkin-hits = Träffar: { $count }.
checkin-others = Väntar från någon annan som använt telefonen: { $count }. Det skickas när hen loggar in här igen.
checkin-dismiss = Ta bort raden om { $name }
checkin-unreadable = Det gick inte att spara.
checkin-signed-out = Du är utloggad. Det som väntar finns kvar i telefonen och skickas när du har loggat in igen.
checkin-refused-title = Det här gick inte att spara
checkin-offline-title = Den här sidan behöver nät
checkin-offline-text = Listan går att använda utan nät. Det du prickar av sparas i telefonen och skickas när nätet är tillbaka.

## Varför något inte gick

checkin-refused-closed = Uppropet är avslutat. Arrangören kan rätta närvaron, med ett skäl.
checkin-refused-no-roll = Ingen är avprickad ännu, så det finns inget upprop att avsluta.
checkin-refused-session = Passet finns inte längre. Ladda om listan.
checkin-refused-minutes = Ange minuterna som ett tal mellan 1 och { $minutes }.
checkin-refused-contradiction = Minuterna stämmer inte med det du valde.
checkin-refused-reason = Skriv varför närvaron ändras.
checkin-refused-unknown = Personen finns inte längre. Ladda om listan.
checkin-refused-name = Fyll i förnamn och efternamn.
checkin-deputy-email = Ange e-postadress för den som kommer i någon annans ställe.
checkin-choose-status = Välj vad som ska stå.

## En person

checkin-nothing-noted = Inget är antecknat.
checkin-came = Har kommit, { $when }
checkin-note = Anteckna något annat
checkin-correct = Rätta
checkin-choose = Vad ska stå?
checkin-status-narvarande = Närvarande hela passet
checkin-status-delvis = Närvarande en del av passet
checkin-status-forhinder = Har anmält förhinder
checkin-status-franvarande = Frånvarande
checkin-minutes = Minuter, om bara en del av passet
checkin-reason = Skäl
checkin-reason-about = Skälet sparas med ändringen.
checkin-note-button = Spara
checkin-somebody-else = Någon annan kommer i stället
checkin-none-expected = har kommit
checkin-none-expected-long = Ingen har en plats vid det här seminariet. Kommer någon ändå, lägg till personen här.
checkin-none-here = Ingen har kommit än.
checkin-cancelled = Seminariet är inställt.
checkin-noted = Antecknat: { $name }.
checkin-trouble = Gick inte att spara: { $count }
checkin-put-right = Rätta med ett skäl
checkin-note-not = Avbryt
checkin-history = Allt som har antecknats (behöver nät)
checkin-minutes-short = Antal minuter
checkin-refused-corrected = Någon rättade samma närvaro senare än du, och den rättelsen gäller.
checkin-from = Kommun
checkin-from-about = Den som kommer från en av kommunerna får en plats på träffen, om det finns någon ledig.
checkin-from-elsewhere = Ingen av dem, kommer utan plats
checkin-role = Roll
checkin-role-choose = Välj roll
checkin-by-sheet = enligt närvarolista
checkin-by-list = avprickad på listan
checkin-by-code = avprickad med kod
checkin-arrived = kom fram { $time }
checkin-taken-back = Ångrat { $time } av { $name }
checkin-corrected = Rättat { $date }: { $reason }

## Någon som inte står på listan

checkin-instead-of = Kommer i stället för
checkin-instead-of-about = Gäller resten av dagen.
checkin-instead-of-nobody = Ingen, kommer utan plats
checkin-add-button = Lägg till och pricka av
checkin-add-not = Lägg inte till någon
checkin-add-privacy = Uppgifterna används för närvaron i programmet. Säg till personen att de sparas och kan bli en allmän handling.

## Efteråt

checkin-after = Efteråt
checkin-close = Avsluta uppropet
checkin-close-not = Inte ännu
checkin-close-means = Det här betyder det
checkin-close-means-open = Den som det inte står något om får inga timmar för passet.
checkin-close-means-change = Därefter ändras närvaron bara av arrangören, med ett skäl som sparas.
checkin-close-means-phones = Telefoner som ännu är utan nät kan inte längre skicka det de har prickat av. Se till att alla är uppkopplade först.
checkin-closed = Uppropet avslutades { $date } { $time }.
checkin-closed-may = Öppna en person för att rätta, med ett skäl.
checkin-closed-here = En rättelse behöver ett skäl.
checkin-closed-may-not = Arrangören kan rätta närvaron.
checkin-sum = { $here } av { $places } har kommit.
checkin-sum-away = Anmält förhinder eller frånvarande: { $away }
checkin-sum-open = Det står inget om { $open }
checkin-sheet = Närvarolista att skriva under, { $date }
checkin-attendance = Närvaron som fil
checkin-participants = Deltagarlistan som fil
checkin-codes = Koder att skriva ut
checkin-codes-text = En etikett för var och en. Koden läses med kameran eller skrivs in. Den öppnar ingenting och säger inget om personen.

## Den egna koden

checkin-own-code = Din kod vid incheckningen
checkin-own-code-text = Visa koden i dörren, på telefonen eller utskriven. Den gäller programmets alla seminarier. Utan kod går det lika bra: säg ditt namn.
checkin-code-picture = QR-kod: { $code }
