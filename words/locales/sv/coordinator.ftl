### Sidorna för den som arbetar med ett program. Nyckelns början är sidan.

deed-see-history = Se vad som har hänt med en anmälan, ett seminarium eller ett intyg, och varför
deed-decide-enrolments = Besluta om anmälningar: ge, erbjuda och neka plats, ge dispens, avboka, föra in från papper
deed-shape-programme = Lägga upp ett program och ändra det
deed-see-letters = Se vad breven säger och vad som blev av dem
deed-see-figures = Se siffror som inte nämner någon vid namn
deed-see-certificates = Se vilka kursintyg som finns
deed-certify = Utfärda och återkalla kursintyg

## Översikten

desk-overview = Mina program
desk-other-programmes = Dina övriga program
desk-overview-link = Öppna arbetsbordet
desk-overview-empty = Du har ingen roll i något program. Be programmets samordnare om en.
desk-waiting = { $count ->
    [0] Inget väntar på dig just nu.
    [one] En sak väntar på dig.
   *[other] { $count } saker väntar på dig.
}
desk-nothing-waits = Inget väntar här.
desk-more = { $count ->
    [one] En sak till
   *[other] { $count } saker till
}
desk-in-queue = { $count } i kö
desk-places-taken = { $taken } av { $places } platser tagna
desk-seminar-number = Seminarium { $number }
desk-of = { $part } av { $whole }

## Det som väntar. Nyckelns slut är vad det gäller.

attention-open = Öppna
attention-offer-open = Obesvarat erbjudande
attention-offer-open-text = har erbjudits en plats och ska svara senast { $date }.
attention-half-pair = Halvt par
attention-half-pair-text = saknar { $missing }. Platsen hålls till och med { $date }.
attention-late-withdrawal = Sen avbokning
attention-late-withdrawal-text = har ingen { $missing } sedan någon lämnade efter sista avbokningsdag.
attention-role-vacant = Någon saknas
attention-role-vacant-text = har plats men ingen { $missing }.
attention-letter-failed = Brev kom inte fram
attention-letter-failed-text = kunde inte lämnas. Kontrollera mottagarens adress.
attention-certificate-flagged = Intyg att granska
attention-certificate-flagged-text = stämmer inte längre med närvaron.
attention-roll-open = Närvaro inte stängd
attention-roll-open-text = var slut { $date }, men närvaron är inte avslutad.
attention-draft = Utkast
attention-draft-text = Programmet är inte publicerat ännu.

## Överst på varje sida

desk-ways = Arbetsbordet
desk-tab-register = Anmälningar
desk-tab-programme = Program och seminarier
desk-tab-letters = Brev
desk-tab-figures = Siffror
desk-tab-certificates = Kursintyg
desk-test-data = Testdata
desk-past = Så här såg det ut { $date }.
desk-past-text = Det som har antecknats senare syns inte, och inget kan ändras här.
desk-past-now = Visa som det är nu
desk-done = Sparat.
desk-as-of = Visa som det såg ut vid slutet av en dag
desk-as-of-button = Visa
desk-not-a-day = Ange en dag som har varit.

## Anmälningarna

desk-matters = Väntar på dig
desk-no-register = Ingen har kunnat anmäla sig ännu. När programmet publiceras öppnas anmälan, och det som kommer in visas här.
desk-figure-taken = Tagna platser
desk-figure-drafts = Påbörjade
desk-answers-missing = Alla frågor är inte besvarade.
desk-dispensed = Dispens
desk-waits-empty = Inga erbjudanden är ute, och ingen anmälan är ofullständig.
desk-queue-empty = Ingen står i kö.
desk-admitted-empty = Ingen har fått plats ännu.
desk-queue-order = Kom in som nummer { $number } av { $all }.
desk-queue-full = Alla { $places } platser är tagna.
desk-queue-incomplete = Får ingen plats förrän den är komplett; saknar { $missing }.
desk-queue-reserved = { $free ->
    [one] Den plats som är ledig är reserverad för en annan region.
   *[other] De { $free } platser som är lediga är reserverade för andra regioner.
}
desk-queue-others = En plats är ledig, men andra kom före.
desk-reserved-until = Platser är reserverade per region till och med { $date }. Därefter är det som är kvar gemensamt.
desk-reserved-always = Platserna är reserverade per region.
desk-region-reserved = { $taken } av { $reserved } reserverade platser tagna
desk-region-places = { $places ->
    [0] Ingen plats
    [one] En plats
   *[other] { $places } platser
}
desk-tools = Bakåt i tiden och listor
desk-take-participants = Deltagarlista (Excel)
desk-take-enrolments = Anmälningar och kö (Excel)
desk-take-attendance = Närvaro (Excel)

## En anmälan

desk-enrolment = Anmälan
desk-former = Har lämnat
desk-why = Vad som har hänt, och varför
desk-decisive = avgörande
desk-letters-about = Brev om anmälan
desk-number-in-order = Nummer { $number } i ordningen
desk-dispensation = Undantag
desk-via-contact = Anmäld av kontaktpersonen
desk-via-member = Anmäld av en av deltagarna
desk-via-paper = Införd från papper
desk-via-door = Införd i dörren
desk-via-file = Inläst från en fil
decide-title = Besluta
decide-by-hand = Besluta för hand
decide-by-hand-help = Beslutet går före turordningen. De som stod före får det antecknat, och det blir aldrig fler platser än programmet har.
decide-what = Vad beslutar du?
decide-admit = Ge en plats
decide-offer = Erbjud en plats
decide-refuse = Neka plats
decide-reason = Skäl
decide-reason-help = Kommunen får läsa skälet, och det kan bli en allmän handling.
decide-button = Fatta beslutet
decide-choose = Välj vad du beslutar.
decide-reason-missing = Skriv ett skäl.
decide-stale = Anmälan har ändrats sedan du öppnade sidan, så beslutet togs inte. Detta har hänt:
decide-stale-kept = Du skrev: ”{ $reason }” Besluta igen om det fortfarande gäller.
desk-offered-until = Har erbjudits en plats och ska svara senast { $date }.
dispense-title = Ge dispens
dispense-what = Vad gäller dispensen?
dispense-alone = En person fyller alla roller ensam
dispense-vacant = En roll får stå tom
dispense-whom = Vem gäller den?
dispense-choose-person = Välj vem dispensen gäller.
dispense-roles = Om en person fyller alla roller: kryssa för de roller personen har
dispense-roles-missing = Personen har inte rollen { $missing }. Kryssa för alla roller personen har, eller låt en roll stå tom.
dispense-button = Ge dispensen
withdraw-title = Avboka anmälan
withdraw-help = Lämnar alla går platsen vidare till den som står på tur i kön. Lämnar en behåller de andra platsen, och kommunen kan ersätta den som lämnar.
withdraw-sure = Kommunen har bett om det
withdraw-confirm = Kryssa i att kommunen har bett om att bli avbokad.
withdraw-button = Avboka
withdraw-who = Vem lämnar?
withdraw-all = Hela anmälan
member-link = Lägg till eller byt ut någon
member-title = Lägg till eller byt ut en deltagare
member-lead = För den kommun som hör av sig. Personen får ett brev med besked.
member-instead = I stället för
member-nobody = Ingen; personen kommer till
member-button = Spara
paper-link = För in en anmälan från papper
paper-title = Anmälan från papper
paper-lead = För in en anmälan som kom på papper eller per telefon. Den räknas från nu, också när anmälan är stängd.
paper-meeting = Träff
paper-button = För in anmälan

## Historik

desk-history = Historik
desk-history-lead = Allt som har hänt med programmet, det senaste först.
who-import = En inläst fil
who-token = Ett anslutet system
who-job = Systemet, av sig självt
who-form = Webbformuläret
who-coordinator = Samordnaren
who-other = Systemet
past-planned = Programmet ”{ $name }” lades upp.
past-plan-changed = Programmets uppgifter ändrades.
past-partner-joined = { $region } är med, med { $places } reserverade platser.
past-partner-left = { $county } är inte längre med.
past-council-joined = { $person } kom med i programrådet för { $county }.
past-council-left = { $person } lämnade programrådet.
past-participation = Reglerna för vilka som får delta bestämdes.
past-seminar-scheduled = Seminarium { $number }, ”{ $theme }” i { $place }, lades in: { $sessions }.
past-seminar-described = Innehållet i seminarium { $number }, ”{ $theme }”, bestämdes.
past-seminar-rescheduled = Seminarium { $number } fick nya tider: { $sessions }.
past-seminar-moved = Seminarium { $number } flyttades till { $place }.
past-seminar-cancelled = Seminarium { $number } ställdes in. Skäl: { $reason }
past-no-sessions = inga pass
past-opened = Programmet publicerades. Anmälan är öppen { $days }, avbokning utan anmärkning till och med { $deadline }.
past-closed = Anmälan stängdes.
past-reminder-set = Ett brev lades till: { $rule }.
past-reminder-removed = Brevet ”{ $rule }” togs bort.
rule-reminder = { $letter }, { $days ->
    [one] en dag
   *[other] { $days } dagar
} { $way ->
    [before] före
   *[after] efter
} { $anchor ->
    [seminar-start] första dagen
    [seminar-end] sista dagen
   *[hold-end] sista dagen platsen hålls
}, { $time }
past-certificate-rule = Kursintyg kräver { $percent }{ "\u00A0" }% av timmarna.
past-completed = Programmet förklarades genomfört.
past-archived = Programmet arkiverades.
past-attendance-observed = { $count ->
    [one] En registrering av närvaro.
   *[other] { $count } registreringar av närvaro.
}
past-attendance-corrected = Närvaron för { $person } rättades till { $status }. Skäl: { $reason }
past-attendance-retracted = Registreringen av { $person } togs tillbaka.
past-reason-erased = skälet är raderat
past-roll-closed = Närvaron avslutades.
past-certificate-issued = Intyget utfärdades på { $attended } av { $offered }.
past-certificate-flagged = Närvaron vid seminarium { $number } rättades; den kommer nu till { $hours }. Intyget bör granskas.
past-certificate-revoked = Intyget återkallades. Skäl: { $reason }
past-certificate-replaced = Intyget ersattes av { $number }. Skäl: { $reason }

## Formulär

form-no-date = Ange en dag i ”{ $field }”, till exempel 2018-05-29.
form-no-time = Ange ett klockslag i ”{ $field }”, till exempel 09:00.
form-no-number = Ange ett heltal i ”{ $field }”, { $range }.
form-to-before-from = Sista dagen kan inte ligga före den första.
edit-save = Spara
edit-check = Kontrollera utan att spara
edit-remove = Ta bort
edit-refused = Det kunde inte sparas
edit-checks = Kontroller
edit-checks-none = Inget hindrar att programmet publiceras.
edit-checks-published = Allt stämmer.
edit-checked = Så skulle det bli. Inget är sparat ännu; det som återstår står under Kontroller.
edit-checked-good = Det du har skrivit stämmer. Inget är sparat ännu.
conflict-title = Någon annan har ändrat samtidigt
conflict-text = Inget är sparat, och inget av det du skrev har gått förlorat. Detta har hänt sedan du öppnade sidan:
conflict-taken = Det du inte hade ändrat är uppdaterat: { $fields }.
conflict-none = Inget krockar med det du skrev. Spara igen.
conflict-mine = Ditt
conflict-theirs = Sparat nu
conflict-before = När du öppnade sidan:
conflict-empty = (tomt)
conflict-button = Spara med valen ovan

## Programmet

plan-title = Program och fördelning
plan-parts = Programmets delar
plan-new = Nytt program
plan-new-lead = Programmet blir ett utkast som bara du ser. Det får vara ofärdigt tills du publicerar det.
plan-begin = Skapa utkastet
plan-copy = Börja från
plan-copy-of = Förlaga
plan-copy-help = Regioner, programråd, regler, seminarier och formulär följer med. Syfte, arrangör, platser och andra språk som lämnas tomma tas därifrån. Dagarna flyttas lika många hela veckor som programmet börjar senare.
plan-from-nothing = Ett tomt program
plan-what = Vad
plan-when = När, och hur många platser
plan-languages = Språk och plats
plan-code = Programkod
plan-code-help = Stora bokstäver, siffror och bindestreck, till exempel KKN-2026. Den ändras inte sedan programmet har publicerats.
plan-code-taken = Det finns redan ett program med den koden.
plan-name = Namn
plan-purpose = Syfte
plan-organiser = Arrangör
plan-case-number = Diarienummer
plan-from = Första dag
plan-to = Sista dag
plan-places = Platser
plan-country = Land
plan-sweden = Sverige
plan-norway = Norge
plan-zone = Tidszon
plan-language = Huvudspråk
plan-other-language = Andra språk
plan-also = Också på { $language }
plan-test-data = Personerna är påhittade (testdata)
plan-regions = Regioner och reserverade platser
plan-shared = { $shared } av { $places } platser är fördelade.
plan-region-name = Regionens namn
plan-region-places = Reserverade platser
plan-region-new = En region till
plan-county = Län
rules-title = Regler och påminnelser
rules-participation = Vilka som får delta
rules-kind = Form
rules-kind-missing = Välj hur man deltar.
rules-kind-pair = Par från samma kommun
rules-kind-team = Lag från samma kommun
rules-kind-individual = En och en
rules-kind-open-meeting = Öppna träffar, anmälan till varje
rules-team = Lagets storlek
rules-team-least = Minst
rules-team-most = Högst
rules-roles = Roller
rules-roles-help = I ett par fylls varje plats av en person. Två roller som fyller samma plats är alternativ till varandra.
rules-role = Rollens namn
rules-role-new = En roll till
rules-fills = Fyller
rules-place = Plats { $number } i paret
rules-no-place = Ingen plats
rules-places = Platser
rules-hold-days = Dagar platsen hålls för ett halvt par
rules-hold-help = Därefter går platsen vidare i kön.
rules-offer-days = Dagar att svara på ett erbjudande
rules-offer-help = Den som inte svarar i tid förlorar erbjudandet.
rules-release = Sista dag platser är reserverade
rules-release-help = Tomt betyder att de är reserverade hela tiden.
rules-closes-days = Öppna träffar: dagar före som anmälan stänger
rules-reminders = Påminnelser
rules-reminders-help = Tiderna är lokala och följer med när ett seminarium flyttas.
rules-reminder-new = En påminnelse till
rules-letter = Brev
rules-days = Dagar
rules-when = När
rules-time = Klockslag
rules-fore = före
rules-efter = efter
rules-anchor-seminar-start = räknat från första dagen
rules-anchor-seminar-end = räknat från sista dagen
rules-anchor-hold-end = räknat från sista dagen platsen hålls
rules-certificate = Kursintyg
rules-percent = Minsta närvaro i procent
rules-percent-help = Den som har deltagit i minst så stor del av timmarna får ett intyg.
rules-signatory = Undertecknas av
rules-nobody = Inte bestämt
rules-evaluation-days = Dagar den är öppen
rules-evaluation-least = Minsta antal svar som visas tillsammans
publish-title = Publicera
publish-lead = När programmet publiceras får det en sida som alla kan se, och kommunerna kan anmäla sig mellan dagarna nedan.
publish-again = Anmälan är stängd. Den kan öppnas igen med dagarna nedan.
publish-days = Dagar
publish-from = Anmälan öppnar
publish-to = Anmälan stänger
publish-deadline = Sista dag för avbokning
publish-deadline-help = Därefter är en avbokning sen, och kommunen tillfrågas om en ersättare.
publish-button = Publicera programmet
publish-open-again = Öppna anmälan igen
publish-refused = Det går inte ännu
publish-overtaken = Någon annan har ändrat programmets läge sedan du öppnade sidan. Läget står nedan.
publish-next = Avsluta
publish-close = Stäng anmälan
publish-close-help = Inga fler kan anmäla sig. Du kan fortfarande föra in anmälningar från papper.
publish-complete = Förklara genomfört
publish-complete-help = Efter det sista seminariet, när allt är klart. Sedan kan programmet inte ändras.
publish-archive = Arkivera
publish-archive-help = Programmet göms från startsidan. Inget raderas.
publish-archive-draft-help = Utkastet publiceras aldrig. Inget raderas.

## Ett seminarium

seminar-new = Nytt seminarium
seminar-number = Nummer
seminar-number-taken = Det finns redan ett seminarium med det numret.
seminar-what = Innehåll
seminar-online-link = Länk för den som följer på distans
seminar-online-help = Börjar med https://
seminar-sessions-help = Ändras tid eller plats får alla anmälda ett brev med en ny kalenderpost.
seminar-session-new = Ett pass till
seminar-session-title = Passets namn
seminar-from = Börjar
seminar-to = Slutar
seminar-room = Lokal
seminar-address = Adress
seminar-no-host = Ingen värd
seminar-capacity = Så många rymmer lokalen
seminar-capacity-help = Lämna tomt om lokalen inte sätter någon gräns.
seminar-access = Tillgänglighet
seminar-access-help = Ingång utan trappor, hörslinga, parkering, vilrum.
seminar-areas-help = För årsrapporten enligt kultursamverkansmodellen.
seminar-speaker-new = En medverkande till
seminar-topic = Ämne
seminar-cancel-title = Ställ in seminariet
seminar-cancel-help = Alla anmälda får ett brev. Ett inställt seminarium kan inte tas tillbaka.
seminar-cancel-button = Ställ in

## Brev

letters-planned = Planerade påminnelser
letters-planned-empty = Inga påminnelser är på väg.
letters-planned-state = planerat
letters-when = När
letters-letter = Brev
letters-about = Gäller
letters-receivers = Mottagare
letters-to = { $count ->
    [one] En person
   *[other] { $count } personer
}
letters-sums = Vad som blev av breven
letters-all = Alla brev
letters-none = Inga brev ännu.
letters-show-all = Visa alla brev
letters-earlier = Tidigare brev
letters-later = Senare brev
letters-status = Brevets läge
letters-queued = Köades
letters-due = Skickas tidigast
letters-sent = Skickades
letters-attempts = Misslyckade försök
letters-uncertain = Kan ha kommit två gånger
letters-uncertain-text = Ett tidigare försök kan också ha kommit fram.
letters-pointless = Skickas inte efter
letters-as-now = Texten som den skulle skrivas idag. Länkar som släpper in mottagaren visas inte.
letters-as-planned = Så här kommer brevet att se ut, om inget ändras innan det skickas. Länkar som släpper in mottagaren visas inte.
letters-unsayable = Texten kan inte visas: mottagaren är raderad eller skyddad, eller det brevet handlar om finns inte längre.

## Siffror

figure-lead = Siffrorna nämner ingen vid namn. Varje tabell kan hämtas som fil.
figure-empty = Det finns inget att räkna ännu.
figure-fetch = Hämta:
figure-total = Totalt
# $held så många seminarier har hållits, $all av så många
figure-so-far = Närvaro och täckning räknas på det som har hållits hittills: { $held } av { $all } seminarier.
figure-so-far-alone = Närvaro räknas på det som har hållits hittills: { $held } av { $all } seminarier.
figure-sum-attendance = Närvaro
figure-sum-coverage = Täckning
figure-title-trend = Utveckling över seminarierna
figure-about-trend = Närvaro är deltagarnas egna timmar av dem de erbjöds. Täckning räknar också ersättares timmar. ”Kom” räknar alla som var där, också ersättare och de som har lämnat sedan dess.
figure-about-trend-alone = Närvaro är deltagarnas egna timmar av dem de erbjöds. ”Kom” räknar alla som var där, också ersättare och de som har lämnat sedan dess.
figure-title-regions = Deltagande per region
figure-about-regions = Stapeln visar antagna anmälningar.
figure-title-roles = Deltagande per roll
figure-about-roles = Stapeln visar närvaron.
figure-title-coverage = Täckning av roller
figure-about-coverage = Hur stor del av tiden varje roll som krävs var fylld, av deltagaren själv eller en ersättare.
figure-title-municipalities = Deltagande per kommun
figure-about-municipalities = Stapeln visar närvarotimmar.
figure-title-areas = De sju kulturområdena
figure-about-areas = Ett seminarium om två områden räknas i båda. Stapeln visar deltaganden.
figure-seminar = Seminarium
figure-area = År och område
figure-date = Dag
figure-expected = Väntade
figure-came = Kom
figure-attendance = Närvaro %
figure-coverage = Täckning %
figure-reserved = Reserverade
figure-enrolments = Anmälningar
figure-admitted = Antagna
figure-people = Personer
figure-hours = Närvarotimmar
figure-seminars = Seminarier
figure-visits = Deltaganden
figure-municipalities = Kommuner
figure-offered = Erbjudna timmar
figure-covered = Täckta timmar
figure-by-deputy = Varav ersättare
figure-curve = Linjer med ett värde för varje seminarium.
figure-curve-line = { $what }: från { $first } till { $last }, högst { $highest } (seminarium { $highest-at }) och lägst { $lowest } (seminarium { $lowest-at }).

## Kursintyg

certificates-empty = Inga intyg är utfärdade ännu.
certificates-no-rule = Bestäm först vad som krävs för ett intyg, under Regler och påminnelser.
certificates-issue = Utfärda till alla som har rätt
certificates-issue-help = Den som redan har ett giltigt intyg får inget nytt.
certificates-none-due = Alla som har rätt till ett intyg har redan ett.
certificates-known = Närvaron kommer nu till { $hours }.
certificates-flagged-help = Ett intyg skrivs aldrig om. Ersätt det med ett nytt, eller återkalla det.
certificates-judge = Ersätt eller återkalla
certificates-reissue = Ersätt med ett nytt, som säger det som är känt nu
certificates-gone = Personen deltar inte längre, eller är raderad. Återkalla intyget i stället.
certificates-pdf = Visa intyget (PDF)
certificates-verify = Så ser den som kontrollerar det
certificates-revoke = Återkalla intyget
certificates-revoke-help = Den som kontrollerar det gamla intyget får veta att det inte gäller längre. Skälet antecknas.
