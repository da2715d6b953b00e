### Vad som gick fel, för den som anropar. Nyckelns slut är problemets kod; .detail säger vad man gör.

problems-heading = Problem och vad de betyder

problem-not-found = Finns inte
    .detail = Det finns ingenting på den här adressen. Kontrollera adressen mot /api/docs.
problem-method-not-allowed = Metoden används inte här
    .detail = Adressen tar emot andra metoder; de står i sidhuvudet Allow.
problem-internal = Något gick fel hos oss
    .detail = Programmet har gjort fel. Försök igen; om felet består, uppge begärans id för den som sköter driften.
problem-unavailable = Just nu går det inte
    .detail = Det tog för lång tid, eller så svarar inte databasen för ögonblicket. Försök igen om en stund.
problem-views-behind = Listorna är inte framme än
    .detail = Listorna har ännu inte nått position { $position }. Försök igen om en sekund.
problem-busy = Många ändrar samtidigt
    .detail = Andra ändrade samma sak gång på gång under tiden. Försök igen.
problem-too-many-requests = För många frågor
    .detail = Du har frågat för ofta. Vänta så många sekunder som sidhuvudet Retry-After säger.
problem-token-missing = Nyckel saknas
    .detail = Skicka nyckeln i sidhuvudet: Authorization: Bearer parvis_…
problem-token-invalid = Nyckeln gäller inte
    .detail = Nyckeln är okänd, återkallad eller har gått ut. Be den som sköter driften om en ny.
problem-scope-missing = Behörighet saknas
    .detail = Det här kräver behörigheten { $scope }, som nyckeln inte har.
problem-body-too-large = För stort
    .detail = Det som skickades är större än { $limit } byte. Dela upp det.
problem-media-type-unsupported = Fel medietyp
    .detail = Skicka JSON och säg det i sidhuvudet: Content-Type: application/json
problem-body-not-json = Inte JSON
    .detail = Det som skickades är inte JSON; läsningen tog slut på rad { $line }, tecken { $column }.
problem-bad-request = Frågan kan inte läsas
    .detail = Frågan är inte skriven så att den kan läsas. Kontrollera den mot /api/docs.
problem-body-invalid = Uppgifterna stämmer inte
    .detail =
        { $count ->
        [one] Ett fält är inte som det ska
       *[other] { $count } fält är inte som de ska
    }; vad som är fel med vart och ett står i errors.
problem-parameter-invalid = En parameter stämmer inte
    .detail = Adressens parameter { $parameter } är inte som den ska. Kontrollera den mot /api/docs.
problem-header-invalid = Ett sidhuvud stämmer inte
    .detail = Sidhuvudet { $header } är inte som det ska. Kontrollera det mot /api/docs.
problem-position-beyond-end = Positionen finns inte i loggen
    .detail = Du har följt till position { $after }, men loggen slutar vid { $end }: det är en annan, eller en äldre kopia har lästs tillbaka. Hämta allt på nytt och börja från början.
problem-changes-too-many-readers = För många följer med
    .detail = Högst { $limit } anslutningar får följa det som händer med samma token. Stäng en först.
problem-webhook-address-refused = Adressen godtas inte
    .detail = { $reason ->
        [unreadable] Adressen kan inte läsas. Skriv den som https://example.org/parvis.
        [too-long] Adressen är längre än 2000 tecken. Använd en kortare.
        [not-https] Meddelanden går med https. Skriv en adress som börjar med https://.
        [credentials] Adressen innehåller användarnamn eller lösenord. Ta bort dem; meddelandena är signerade i stället.
        [fragment] Adressen har en del efter #, som aldrig skickas. Ta bort den.
        [not-public] { $address } ligger inte på det öppna internet. Den som driver Parvis kan tillåta den med PARVIS_WEBHOOKS_TO=loopback (den egna datorn) eller private (privata nät).
       *[other] Meddelanden går inte till den här adressen.
    }
problem-webhook-too-many = För många webhookar
    .detail = Det finns så många webhookar som det får finnas. Ta bort en som inte behövs.
problem-person-erased = Personen är raderad
    .detail = Personens uppgifter är förstörda; ingenting mer kan antecknas om personen.
problem-certificate-rule-missing = Regel för intyg saknas
    .detail = Programmet har ingen regel för kursintyg. Bestäm en först.
problem-certificate-person-gone = Personen deltar inte längre
    .detail = Personen deltar inte längre i programmet, eller är raderad, så det finns inget nytt att intyga. Intyget kan dras tillbaka.
problem-certificate-no-seminars = Inget att intyga
    .detail = Programmet har inget seminarium, så det finns inget att intyga.
problem-register-not-open = Anmälan är inte öppen
    .detail = Programmet tar inte emot anmälningar. Det ska först publiceras.
problem-register-places-already-taken = Platserna är upptagna
    .detail = { $taken } platser är redan upptagna, så de kan inte bli bara { $places }.
problem-register-members-exceed-seats = En anmälan ryms inte längre
    .detail = Anmälan { $reference } har { $members } personer, så en plats kan inte rymma bara { $seats }. Avboka eller ändra den anmälan först.
problem-register-role-in-use = Någon har rollen
    .detail = Någon i anmälan { $reference } har rollen { $role }. Ge personen en annan roll innan den tas bort.
problem-register-several-of-municipality = En kommun har flera anmälningar
    .detail = Kommunen i anmälan { $reference } har en anmälan till. Avboka en av dem innan varje kommun bara får ha en.
problem-register-not-yet-open = Anmälan har inte börjat
    .detail = Anmälan öppnar { $opens }.
problem-register-closed = Anmälan är stängd
    .detail = Anmälan stängde { $closed }. Hör av dig till samordnaren.
problem-municipality-unknown = Okänd kommun
    .detail = Det finns ingen kommun med koden { $municipality }.
problem-municipality-in-other-county = Kommunen ligger i ett annat län
    .detail = Kommun { $municipality } ligger inte i län { $county }.
problem-county-not-invited = Länet är inte inbjudet
    .detail = Programmet erbjuds inte i län { $county }.
problem-municipality-already-enrolled = Kommunen är redan anmäld
    .detail = Kommunen har redan anmälan { $reference }. Ändra den i stället.
problem-person-already-enrolled = Personen är redan anmäld
    .detail = En av deltagarna finns redan i anmälan { $reference }.
problem-enrolment-already-submitted = Redan inskickad
    .detail = Anmälan { $reference } är redan inskickad, med andra uppgifter.
problem-enrolment-without-members = Ingen deltagare
    .detail = Anmälan har ingen deltagare. Ange minst en.
problem-enrolment-too-many-members = För många deltagare
    .detail = En plats rymmer { $seats } personer; anmälan har fler.
problem-role-unknown = Okänd roll
    .detail = Programmet har ingen roll { $role }. Programmets roller står i dess deltaganderegel.
problem-member-without-role = Roll saknas
    .detail = En deltagare saknar roll. Ange minst en.
problem-enrolment-unknown = Anmälan finns inte
    .detail = Programmet har ingen sådan anmälan.
problem-enrolment-not-active = Anmälan gäller inte längre
    .detail = Anmälan { $reference } är avslutad. Skicka in en ny om anmälan är öppen.
problem-person-not-a-member = Personen är inte med
    .detail = Personen är inte deltagare i anmälan { $reference }.
problem-enrolment-without-offer = Inget erbjudande
    .detail = Anmälan { $reference } har inget erbjudande att svara på.
problem-offer-expired = Erbjudandet har gått ut
    .detail = Tiden att svara på erbjudandet till anmälan { $reference } är ute.
problem-dispensation-roles-not-held = Personen har inte alla roller
    .detail = Den som ensam ska fylla alla roller måste ha dem alla. Här saknas { $roles }. Ge personen den rollen först, eller ge dispens för att en roll står tom.
problem-decision-without-reason = Skäl saknas
    .detail = Ett beslut mot regeln behöver ett skäl. Ange det i reason.
problem-deputy-without-sessions = Pass saknas
    .detail = Ange vilka pass ersättaren kommer till.
problem-enrolment-not-admitted = Ingen plats än
    .detail = Anmälan { $reference } har ingen plats än och kan inte skicka ersättare.
problem-stale = Uppgifterna har ändrats
    .detail = Något har ändrats sedan du läste; changes säger vad, när och av vem. Läs igen och skicka det du vill ändra med det nya ETag.
problem-register-closed-by-organiser = Anmälan är stängd
    .detail = Arrangören har stängt anmälan. Samordnaren kan fortfarande lägga in en anmälan på papper.
problem-register-over = Det finns inget kvar att delta i
    .detail = Allt är hållet eller inställt. Ska ett seminarium ännu hållas sätter samordnaren först dess nya datum.
problem-municipality-not-invited = Kommunen är inte inbjuden
    .detail = Kommun { $municipality } står inte på programmets inbjudningslista.
problem-enrolment-is-draft = Anmälan är ett utkast
    .detail = Anmälan { $reference } är ett utkast. Skicka in den först.
problem-enrolment-is-no-draft = Anmälan är inskickad
    .detail = Anmälan { $reference } är inskickad. Avboka den i stället.
problem-answers-missing = Svar saknas
    .detail = De här frågorna ska besvaras innan anmälan skickas in: { $questions }.
problem-invitation-unknown = Inbjudan finns inte
    .detail = Det finns ingen sådan inbjudan.
problem-person-already-invited = Redan inbjuden
    .detail = Personen är redan inbjuden till anmälan { $reference }. Ta tillbaka den inbjudan först.
problem-invitation-expired = Inbjudan har gått ut
    .detail = Inbjudan gällde till { $until }. Be om en ny.
problem-invitation-over = Inbjudan gäller inte längre
    .detail = Inbjudan är { $how ->
        [accepted] antagen
        [declined] avböjd
       *[other] återtagen
    }. Be om en ny om det behövs.
problem-person-not-concerned = Personen hör inte till anmälan
    .detail = Personen är varken deltagare eller kontaktperson i anmälan { $reference }.
problem-question-unknown = Okänd fråga
    .detail = Programmet ställer ingen fråga { $question }.
problem-answer-does-not-fit = Svaret passar inte frågan
    .detail = Svaret på { $question } är av fel slag eller utanför gränserna; frågan står i programmets deltaganderegel.
problem-question-asked-of-members = Frågan gäller deltagarna
    .detail = Frågan { $question } ställs till var och en av deltagarna; personen är ingen.
problem-needs-not-asked-for = Uppgiften efterfrågas inte
    .detail = Programmet frågar inte efter { $what ->
        [diet] kost
       *[other] tillgänglighet
    }, så uppgiften får inte sparas.
problem-enrolment-not-complete = Anmälan är ofullständig
    .detail = Anmälan { $reference } är ofullständig. Komplettera den eller ge dispens först.
problem-no-free-place = Ingen ledig plats
    .detail = Alla { $places } platser är upptagna. Lägg till platser eller vänta tills en blir ledig.
problem-enrolment-has-place = Anmälan har en plats
    .detail = Anmälan { $reference } har en plats. Avboka den i stället.
problem-deputy-already-named = Ersättare finns redan
    .detail = En annan ersättare kommer redan i deltagarens ställe till något av passen. Ta tillbaka den först.
problem-deputy-taken = Ersättaren är upptagen
    .detail = Ersättaren kommer i någon annans ställe till något av passen (anmälan { $reference }).
problem-member-is-deputy = Deltagaren är ersättare
    .detail = En av deltagarna är ersättare i anmälan { $reference }. Ta tillbaka det först.
problem-no-deputies-at-meetings = Inga ersättare vid nätverksträffar
    .detail = En öppen träff har inga ersättare. Avboka den ena och anmäl den andra.
problem-idempotency-key-missing = Sidhuvudet Idempotency-Key saknas
    .detail = Skicka ett nytt slumpmässigt värde i Idempotency-Key med varje kommando, och samma värde när kommandot upprepas.
problem-idempotency-key-reused = Nyckeln är använd
    .detail = Värdet i Idempotency-Key är redan använt för ett annat kommando. Ta ett nytt.
problem-idempotency-key-in-use = Kommandot pågår
    .detail = Det första kommandot med samma Idempotency-Key pågår än. Fråga igen om en stund.
problem-programme-of-another-plan = Ett annat programs plan
    .detail = Planen hör till ett annat program. Ändra det program den hör till.
problem-programme-published = Publicerat
    .detail = Det som är publicerat ({ $what }) står i brev och intyg och ändras inte. Kopiera programmet för att börja ett nytt.
problem-programme-not-ready = Programmet är inte klart
    .detail =
        { $count ->
        [one] En sak hindrar
       *[other] { $count } saker hindrar
    }; problems säger vilka och vad man gör åt dem.
problem-session-id-taken = Passets id är upptaget
    .detail = Ett pass i seminarium { $number } har ett annat pass id. Ge det ett eget.
problem-programme-never-opened = Anmälan har aldrig varit öppen
    .detail = Det finns inget att avsluta. Arkivera programmet i stället.
problem-programme-not-over = Programmet är inte slut
    .detail = Det sista seminariet är { $last }. Avsluta programmet när det har hållits.
problem-programme-not-completed = Programmet är inte avslutat
    .detail = Det är publicerat. Avsluta det innan det arkiveras.
problem-session-attended = Närvaro är registrerad
    .detail = Närvaro är registrerad vid { $title } i seminarium { $number } den { $date }. Behåll passet och ändra tid eller rubrik i stället.
problem-programme-not-planned = Programmet finns inte
    .detail = Programmet är inte planerat än.
problem-programme-already-planned = Redan planerat
    .detail = Programmet är redan planerat, med andra uppgifter. Ändra planen i stället.
problem-programme-finished = Programmet är avslutat
    .detail = Programmet är { $stage ->
        [completed] genomfört
        [archived] arkiverat
       *[other] avslutat
    } och kan inte ändras mer.
problem-seminar-unknown = Seminariet finns inte
    .detail = Programmet har inget sådant seminarium.
problem-seminar-already-scheduled = Redan inplanerat
    .detail = Seminarium { $number } är redan inplanerat, med andra uppgifter. Boka om eller flytta det i stället.
problem-seminar-cancelled = Seminariet är inställt
    .detail = Seminarium { $number } är inställt.
problem-enrolment-already-open = Anmälan är redan öppen
    .detail = Anmälan är redan öppen, med andra datum.
problem-enrolment-not-open = Programmet är inte publicerat
    .detail = Programmet tar inte emot anmälningar än, så det finns inget att stänga.
problem-roll-not-begun = Ingen närvaro än
    .detail = Ingen närvaro är registrerad för seminariet än.
problem-session-unknown = Passet finns inte
    .detail = Seminariet har inget sådant pass.
problem-attendance-too-long = För många minuter
    .detail = { $minutes } minuter angavs, men passet är { $session_minutes } minuter.
problem-attendance-contradicts-itself = Status och minuter motsäger varandra
    .detail = Statusen och { $minutes } minuter går inte ihop: frånvaro är 0 minuter, närvaro fler.
problem-roll-closed = Närvaron är avslutad
    .detail = Närvarolistan är stängd. Rätta närvaron i stället, med ett skäl.
problem-attendance-corrected-since = Närvaron är rättad sedan dess
    .detail = Närvaron rättades igen { $at }, och den rättelsen gäller.
problem-correction-without-reason = Skäl saknas
    .detail = En rättelse behöver ett skäl. Ange det i reason.
problem-certificate-not-entitled = För lite närvaro
    .detail = { $attended } av { $offered } minuter är mindre än de { $percent } procent som krävs.
problem-certificate-unknown = Intyget finns inte
    .detail = Det finns inget sådant kursintyg.
problem-certificate-not-holding = Intyget gäller inte längre
    .detail = Kursintyg { $number } är redan ersatt eller återkallat.
problem-certificate-number-taken = Numret är upptaget
    .detail = Kursintygets nummer { $number } är redan använt.
problem-certificate-id-taken = Id är upptaget
    .detail = Kursintyg { $number } har samma id.
problem-certificate-of-another-person = Någon annans intyg
    .detail = Kursintyg { $number } är utfärdat för en annan person.
problem-certificate-decision-without-reason = Skäl saknas
    .detail = Beslutet behöver ett skäl. Ange det i reason.
problem-evaluation-not-open = Utvärderingen är inte öppen
    .detail = Utvärderingen har inte öppnats.
problem-evaluation-already-open = Redan öppen
    .detail = Utvärderingen är redan öppen, med andra uppgifter.
problem-evaluation-closed = Utvärderingen är stängd
    .detail = Utvärderingen är stängd och tar inte emot fler svar.
problem-ballots-too-few = För få svar
    .detail = { $found } svar är för få att räkna tillsammans. Vänta på { $least }.
problem-ballots-too-many = För många svar
    .detail = Det är fler svar än de { $invited } inbjudna.
problem-answer-not-on-form = Svaret passar inte frågan
    .detail = Frågan { $question } finns inte på formuläret, eller besvaras på annat sätt.
problem-evaluation-still-open = Utvärderingen är öppen än
    .detail = Utvärderingen tar fortfarande emot svar. Den ska stängas innan sammanställningen godkänns.
problem-person-unknown = Personen finns inte
    .detail = Personen är inte registrerad.
problem-person-was-erased = Personen är raderad
    .detail = Personens uppgifter är förstörda efter ett beslut.
problem-erasure-not-decided = Inget beslut om radering
    .detail = Det finns inget beslut om att radera personen.
problem-letter-unknown = Brevet finns inte
    .detail = Brevet har aldrig lagts i kö.
problem-letter-not-waiting = Brevet väntar inte
    .detail = Brevet är skickat, uppgivet eller för sent.
problem-letter-arrived = Brevet är skickat
    .detail = Brevet är skickat och har inte kommit tillbaka. Anteckna först att det kom tillbaka.
problem-letter-still-waiting = Brevet väntar
    .detail = Brevet väntar fortfarande på att skickas, så det finns inget att bocka av.
problem-letter-never-sent = Brevet är inte skickat
    .detail = Brevet har inte skickats, så det kan inte ha kommit tillbaka.

field-required = Fältet saknas; lägg till det.
field-unknown = Fältet finns inte; ta bort det eller rätta namnet.
field-type = Värdet ska vara { $expected }.
field-pattern = Värdet har fel form; det ska följa mönstret { $expected }.
field-format = Värdet har fel form; det ska vara { $expected }.
field-choice = Värdet ska vara ett av { $expected }.
field-too-short = Texten är för kort; den ska ha minst { $expected } tecken.
field-too-long = Texten är för lång; den får ha högst { $expected } tecken.
field-too-few = Listan är för kort; den ska ha minst { $expected } poster.
field-too-many = Listan är för lång; den får ha högst { $expected } poster.
field-too-small = Talet är för litet; det ska vara minst { $expected }.
field-too-large = Talet är för stort; det får vara högst { $expected }.
field-not-unique = Listan nämner samma sak två gånger.
field-no-alternative = Värdet passar ingen av formerna som beskrivs i /api/docs.
field-value = Värdet godtas inte i det här fältet; se dess beskrivning i /api/docs.
