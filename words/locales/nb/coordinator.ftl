### Sidene for den som arbeider med et program. Begynnelsen på nøkkelen er siden.

deed-see-history = Se hva som har skjedd med en påmelding, en samling eller et bevis, og hvorfor
deed-decide-enrolments = Bestemme om påmeldinger: gi, tilby og nekte plass, gi dispensasjon, melde av, føre inn fra papir
deed-shape-programme = Sette opp et program og endre det
deed-see-letters = Se hva brevene sier, og hva som ble av dem
deed-see-figures = Se tall som ikke nevner noen ved navn
deed-see-certificates = Se hvilke kursbevis som finnes
deed-certify = Utstede og tilbakekalle kursbevis

## Oversikten

desk-overview = Mine programmer
desk-other-programmes = De andre programmene dine
desk-overview-link = Åpne arbeidsbordet
desk-overview-empty = Du har ingen rolle i noe program. Be programmets koordinator om en.
desk-waiting = { $count ->
    [0] Ingenting venter på deg nå.
    [one] Én ting venter på deg.
   *[other] { $count } ting venter på deg.
}
desk-nothing-waits = Ingenting venter her.
desk-more = { $count ->
    [one] Én ting til
   *[other] { $count } ting til
}
desk-in-queue = { $count } i kø
desk-places-taken = { $taken } av { $places } plasser tatt
desk-seminar-number = Samling { $number }
desk-of = { $part } av { $whole }

## Det som venter. Slutten på nøkkelen er hva det gjelder.

attention-open = Åpne
attention-offer-open = Ubesvart tilbud
attention-offer-open-text = er tilbudt en plass og skal svare senest { $date }.
attention-half-pair = Halvt par
attention-half-pair-text = mangler { $missing }. Plassen holdes til og med { $date }.
attention-late-withdrawal = Sen avmelding
attention-late-withdrawal-text = har ingen { $missing } siden noen trakk seg etter fristen for avmelding.
attention-role-vacant = Noen mangler
attention-role-vacant-text = har plass, men ingen { $missing }.
attention-letter-failed = Brev kom ikke fram
attention-letter-failed-text = kunne ikke leveres. Kontroller mottakerens adresse.
attention-certificate-flagged = Bevis å vurdere
attention-certificate-flagged-text = stemmer ikke lenger med fremmøtet.
attention-roll-open = Fremmøte ikke lukket
attention-roll-open-text = var slutt { $date }, men fremmøtet er ikke avsluttet.
attention-draft = Utkast
attention-draft-text = Programmet er ikke publisert ennå.

## Øverst på hver side

desk-ways = Arbeidsbordet
desk-tab-register = Påmeldinger
desk-tab-programme = Program og samlinger
desk-tab-letters = Brev
desk-tab-figures = Tall
desk-tab-certificates = Kursbevis
desk-test-data = Testdata
desk-past = Slik så det ut { $date }.
desk-past-text = Det som er notert senere, vises ikke, og ingenting kan endres her.
desk-past-now = Vis som det er nå
desk-done = Lagret.
desk-as-of = Vis som det så ut ved slutten av en dag
desk-as-of-button = Vis
desk-not-a-day = Oppgi en dag som har vært.

## Påmeldingene

desk-matters = Venter på deg
desk-no-register = Ingen har kunnet melde seg på ennå. Når programmet publiseres, åpner påmeldingen, og det som kommer inn, vises her.
desk-figure-taken = Plasser tatt
desk-figure-drafts = Påbegynt
desk-answers-missing = Ikke alle spørsmål er besvart.
desk-dispensed = Dispensasjon
desk-waits-empty = Ingen tilbud er ute, og ingen påmelding er ufullstendig.
desk-queue-empty = Ingen står i kø.
desk-admitted-empty = Ingen har fått plass ennå.
desk-queue-order = Kom inn som nummer { $number } av { $all }.
desk-queue-full = Alle { $places } plasser er tatt.
desk-queue-incomplete = Får ingen plass før den er komplett; mangler { $missing }.
desk-queue-reserved = { $free ->
    [one] Plassen som er ledig, er reservert for en annen region.
   *[other] De { $free } plassene som er ledige, er reservert for andre regioner.
}
desk-queue-others = En plass er ledig, men andre kom først.
desk-reserved-until = Plasser er reservert per region til og med { $date }. Deretter er det som er igjen, felles.
desk-reserved-always = Plassene er reservert per region.
desk-region-reserved = { $taken } av { $reserved } reserverte plasser tatt
desk-region-places = { $places ->
    [0] Ingen plass
    [one] Én plass
   *[other] { $places } plasser
}
desk-tools = Bakover i tid og lister
desk-take-participants = Deltakerliste (Excel)
desk-take-enrolments = Påmeldinger og kø (Excel)
desk-take-attendance = Fremmøte (Excel)

## En påmelding

desk-enrolment = Påmelding
desk-former = Har sluttet
desk-why = Hva som har skjedd, og hvorfor
desk-decisive = avgjørende
desk-letters-about = Brev om påmeldingen
desk-number-in-order = Nummer { $number } i rekkefølgen
desk-dispensation = Unntak
desk-via-contact = Påmeldt av kontaktpersonen
desk-via-member = Påmeldt av en av deltakerne
desk-via-paper = Ført inn fra papir
desk-via-door = Ført inn ved døra
desk-via-file = Lest inn fra en fil
decide-title = Bestem
decide-by-hand = Bestem for hånd
decide-by-hand-help = Vedtaket går foran rekkefølgen. De som sto foran, får det notert, og det blir aldri flere plasser enn programmet har.
decide-what = Hva bestemmer du?
decide-admit = Gi en plass
decide-offer = Tilby en plass
decide-refuse = Nekt plass
decide-reason = Begrunnelse
decide-reason-help = Kommunen får lese begrunnelsen, og den kan bli et saksdokument.
decide-button = Fatt vedtaket
decide-choose = Velg hva du bestemmer.
decide-reason-missing = Skriv en begrunnelse.
decide-stale = Påmeldingen er endret siden du åpnet siden, så vedtaket ble ikke fattet. Dette har skjedd:
decide-stale-kept = Du skrev: «{ $reason }» Bestem på nytt hvis det fortsatt gjelder.
desk-offered-until = Er tilbudt en plass og skal svare senest { $date }.
dispense-title = Gi dispensasjon
dispense-what = Hva gjelder dispensasjonen?
dispense-alone = Én person fyller alle roller alene
dispense-vacant = En rolle får stå tom
dispense-whom = Hvem gjelder den?
dispense-choose-person = Velg hvem dispensasjonen gjelder.
dispense-roles = Hvis én person fyller alle roller: kryss av for de rollene personen har
dispense-roles-missing = Personen har ikke rollen { $missing }. Kryss av for alle roller personen har, eller la en rolle stå tom.
dispense-button = Gi dispensasjonen
withdraw-title = Meld av
withdraw-help = Slutter alle, går plassen videre til den som står for tur i køen. Slutter én, beholder de andre plassen, og kommunen kan erstatte den som slutter.
withdraw-sure = Kommunen har bedt om det
withdraw-confirm = Kryss av for at kommunen har bedt om å bli meldt av.
withdraw-button = Meld av
withdraw-who = Hvem slutter?
withdraw-all = Hele påmeldingen
member-link = Legg til eller bytt ut noen
member-title = Legg til eller bytt ut en deltaker
member-lead = For den kommunen som tar kontakt. Personen får et brev med beskjed.
member-instead = I stedet for
member-nobody = Ingen; personen kommer i tillegg
member-button = Lagre
paper-link = Før inn en påmelding fra papir
paper-title = Påmelding fra papir
paper-lead = Før inn en påmelding som kom på papir eller telefon. Den teller fra nå, også når påmeldingen er stengt.
paper-meeting = Treff
paper-button = Før inn påmeldingen

## Historikk

desk-history = Historikk
desk-history-lead = Alt som har skjedd med programmet, det nyeste først.
who-import = En innlest fil
who-token = Et tilkoblet system
who-job = Systemet, av seg selv
who-form = Nettskjemaet
who-coordinator = Koordinatoren
who-other = Systemet
past-planned = Programmet «{ $name }» ble opprettet.
past-plan-changed = Programmets opplysninger ble endret.
past-partner-joined = { $region } er med, med { $places } reserverte plasser.
past-partner-left = { $county } er ikke lenger med.
past-council-joined = { $person } kom med i programrådet for { $county }.
past-council-left = { $person } forlot programrådet.
past-participation = Reglene for hvem som får delta, ble bestemt.
past-seminar-scheduled = Samling { $number }, «{ $theme }» i { $place }, ble lagt inn: { $sessions }.
past-seminar-described = Innholdet i samling { $number }, «{ $theme }», ble bestemt.
past-seminar-rescheduled = Samling { $number } fikk nye tider: { $sessions }.
past-seminar-moved = Samling { $number } ble flyttet til { $place }.
past-seminar-cancelled = Samling { $number } ble avlyst. Begrunnelse: { $reason }
past-no-sessions = ingen økter
past-opened = Programmet ble publisert. Påmeldingen er åpen { $days }, avmelding uten merknad til og med { $deadline }.
past-closed = Påmeldingen ble stengt.
past-reminder-set = Et brev ble lagt til: { $rule }.
past-reminder-removed = Brevet «{ $rule }» ble fjernet.
rule-reminder = { $letter }, { $days ->
    [one] én dag
   *[other] { $days } dager
} { $way ->
    [before] før
   *[after] etter
} { $anchor ->
    [seminar-start] første dag
    [seminar-end] siste dag
   *[hold-end] siste dag plassen holdes
}, { $time }
past-certificate-rule = Kursbevis krever { $percent }{ "\u00A0" }% av timene.
past-completed = Programmet ble erklært gjennomført.
past-archived = Programmet ble arkivert.
past-attendance-observed = { $count ->
    [one] Én registrering av fremmøte.
   *[other] { $count } registreringer av fremmøte.
}
past-attendance-corrected = Fremmøtet for { $person } ble rettet til { $status }. Begrunnelse: { $reason }
past-attendance-retracted = Registreringen av { $person } ble tatt tilbake.
past-reason-erased = begrunnelsen er slettet
past-roll-closed = Fremmøtet ble avsluttet.
past-certificate-issued = Beviset ble utstedt på { $attended } av { $offered }.
past-certificate-flagged = Fremmøtet ved samling { $number } ble rettet; det kommer nå til { $hours }. Beviset bør vurderes.
past-certificate-revoked = Beviset ble tilbakekalt. Begrunnelse: { $reason }
past-certificate-replaced = Beviset ble erstattet av { $number }. Begrunnelse: { $reason }

## Skjemaer

form-no-date = Oppgi en dag i «{ $field }», for eksempel 2018-05-29.
form-no-time = Oppgi et klokkeslett i «{ $field }», for eksempel 09:00.
form-no-number = Oppgi et heltall i «{ $field }», { $range }.
form-to-before-from = Siste dag kan ikke være før den første.
edit-save = Lagre
edit-check = Kontroller uten å lagre
edit-remove = Fjern
edit-refused = Det kunne ikke lagres
edit-checks = Kontroller
edit-checks-none = Ingenting hindrer at programmet publiseres.
edit-checks-published = Alt stemmer.
edit-checked = Slik ville det bli. Ingenting er lagret ennå; det som gjenstår, står under Kontroller.
edit-checked-good = Det du har skrevet, stemmer. Ingenting er lagret ennå.
conflict-title = Noen andre har endret samtidig
conflict-text = Ingenting er lagret, og ingenting av det du skrev, er gått tapt. Dette har skjedd siden du åpnet siden:
conflict-taken = Det du ikke hadde endret, er oppdatert: { $fields }.
conflict-none = Ingenting kolliderer med det du skrev. Lagre på nytt.
conflict-mine = Ditt
conflict-theirs = Lagret nå
conflict-before = Da du åpnet siden:
conflict-empty = (tomt)
conflict-button = Lagre med valgene over

## Programmet

plan-title = Program og fordeling
plan-parts = Programmets deler
plan-new = Nytt program
plan-new-lead = Programmet blir et utkast som bare du ser. Det kan være uferdig til du publiserer det.
plan-begin = Opprett utkastet
plan-copy = Begynn fra
plan-copy-of = Mal
plan-copy-help = Regioner, programråd, regler, samlinger og skjemaer følger med. Formål, arrangør, plasser og andre språk som står tomme, hentes derfra. Dagene flyttes like mange hele uker som programmet begynner senere.
plan-from-nothing = Et tomt program
plan-what = Hva
plan-when = Når, og hvor mange plasser
plan-languages = Språk og sted
plan-code = Programkode
plan-code-help = Store bokstaver, tall og bindestrek, for eksempel KKN-2026. Den endres ikke etter at programmet er publisert.
plan-code-taken = Det finnes allerede et program med den koden.
plan-name = Navn
plan-purpose = Formål
plan-organiser = Arrangør
plan-case-number = Saksnummer
plan-from = Første dag
plan-to = Siste dag
plan-places = Plasser
plan-country = Land
plan-sweden = Sverige
plan-norway = Norge
plan-zone = Tidssone
plan-language = Hovedspråk
plan-other-language = Andre språk
plan-also = Også på { $language }
plan-test-data = Personene er oppdiktet (testdata)
plan-regions = Regioner og reserverte plasser
plan-shared = { $shared } av { $places } plasser er fordelt.
plan-region-name = Regionens navn
plan-region-places = Reserverte plasser
plan-region-new = En region til
plan-county = Fylke
rules-title = Regler og påminnelser
rules-participation = Hvem som får delta
rules-kind = Form
rules-kind-missing = Velg hvordan man deltar.
rules-kind-pair = Par fra samme kommune
rules-kind-team = Lag fra samme kommune
rules-kind-individual = En og en
rules-kind-open-meeting = Åpne treff, påmelding til hvert
rules-team = Lagets størrelse
rules-team-least = Minst
rules-team-most = Høyst
rules-roles = Roller
rules-roles-help = I et par fylles hver plass av én person. To roller som fyller samme plass, er alternativer.
rules-role = Rollens navn
rules-role-new = En rolle til
rules-fills = Fyller
rules-place = Plass { $number } i paret
rules-no-place = Ingen plass
rules-places = Plasser
rules-hold-days = Dager plassen holdes for et halvt par
rules-hold-help = Deretter går plassen videre i køen.
rules-offer-days = Dager til å svare på et tilbud
rules-offer-help = Den som ikke svarer i tide, mister tilbudet.
rules-release = Siste dag plasser er reservert
rules-release-help = Tomt betyr at de er reservert hele tiden.
rules-closes-days = Åpne treff: dager før som påmeldingen stenger
rules-reminders = Påminnelser
rules-reminders-help = Tidene er lokale og følger med når en samling flyttes.
rules-reminder-new = En påminnelse til
rules-letter = Brev
rules-days = Dager
rules-when = Når
rules-time = Klokkeslett
rules-fore = før
rules-efter = etter
rules-anchor-seminar-start = regnet fra første dag
rules-anchor-seminar-end = regnet fra siste dag
rules-anchor-hold-end = regnet fra siste dag plassen holdes
rules-certificate = Kursbevis
rules-percent = Minste fremmøte i prosent
rules-percent-help = Den som har deltatt i minst så stor del av timene, får et bevis.
rules-signatory = Undertegnes av
rules-nobody = Ikke bestemt
rules-evaluation-days = Dager den er åpen
rules-evaluation-least = Minste antall svar som vises sammen
publish-title = Publiser
publish-lead = Når programmet publiseres, får det en side som alle kan se, og kommunene kan melde seg på mellom dagene nedenfor.
publish-again = Påmeldingen er stengt. Den kan åpnes igjen med dagene nedenfor.
publish-days = Dager
publish-from = Påmeldingen åpner
publish-to = Påmeldingen stenger
publish-deadline = Siste dag for avmelding
publish-deadline-help = Deretter er en avmelding sen, og kommunen blir spurt om en erstatter.
publish-button = Publiser programmet
publish-open-again = Åpne påmeldingen igjen
publish-refused = Det går ikke ennå
publish-overtaken = Noen andre har endret programmets status siden du åpnet siden. Statusen står nedenfor.
publish-next = Avslutt
publish-close = Steng påmeldingen
publish-close-help = Ingen flere kan melde seg på. Du kan fortsatt føre inn påmeldinger fra papir.
publish-complete = Erklær gjennomført
publish-complete-help = Etter siste samling, når alt er klart. Deretter kan programmet ikke endres.
publish-archive = Arkiver
publish-archive-help = Programmet skjules fra startsiden. Ingenting slettes.
publish-archive-draft-help = Utkastet blir aldri publisert. Ingenting slettes.

## En samling

seminar-new = Ny samling
seminar-number = Nummer
seminar-number-taken = Det finnes allerede en samling med det nummeret.
seminar-what = Innhold
seminar-online-link = Lenke for den som følger på avstand
seminar-online-help = Begynner med https://
seminar-sessions-help = Endres tid eller sted, får alle påmeldte et brev med en ny kalenderoppføring.
seminar-session-new = En økt til
seminar-session-title = Øktens navn
seminar-from = Begynner
seminar-to = Slutter
seminar-room = Lokale
seminar-address = Adresse
seminar-no-host = Ingen vert
seminar-capacity = Så mange rommer lokalet
seminar-capacity-help = La stå tomt om lokalet ikke setter noen grense.
seminar-access = Tilgjengelighet
seminar-access-help = Inngang uten trapper, teleslynge, parkering, hvilerom.
seminar-areas-help = For årsrapporten.
seminar-speaker-new = En medvirkende til
seminar-topic = Emne
seminar-cancel-title = Avlys samlingen
seminar-cancel-help = Alle påmeldte får et brev. En avlyst samling kan ikke tas tilbake.
seminar-cancel-button = Avlys

## Brev

letters-planned = Planlagte påminnelser
letters-planned-empty = Ingen påminnelser er på vei.
letters-planned-state = planlagt
letters-when = Når
letters-letter = Brev
letters-about = Gjelder
letters-receivers = Mottakere
letters-to = { $count ->
    [one] Én person
   *[other] { $count } personer
}
letters-sums = Hva som ble av brevene
letters-all = Alle brev
letters-none = Ingen brev ennå.
letters-show-all = Vis alle brev
letters-earlier = Tidligere brev
letters-later = Senere brev
letters-status = Brevets status
letters-queued = Satt i kø
letters-due = Sendes tidligst
letters-sent = Sendt
letters-attempts = Mislykkede forsøk
letters-uncertain = Kan ha kommet to ganger
letters-uncertain-text = Et tidligere forsøk kan også ha kommet fram.
letters-pointless = Sendes ikke etter
letters-as-now = Teksten slik den ville skrives i dag. Lenker som slipper mottakeren inn, vises ikke.
letters-as-planned = Slik vil brevet se ut, hvis ingenting endres før det sendes. Lenker som slipper mottakeren inn, vises ikke.
letters-unsayable = Teksten kan ikke vises: mottakeren er slettet eller beskyttet, eller det brevet handler om, finnes ikke lenger.

## Tall

figure-lead = Tallene nevner ingen ved navn. Hver tabell kan hentes som fil.
figure-empty = Det er ingenting å telle ennå.
figure-fetch = Hent:
figure-total = Totalt
# $held så mange samlinger er holdt, $all av så mange
figure-so-far = Fremmøte og dekning regnes av det som er holdt hittil: { $held } av { $all } samlinger.
figure-so-far-alone = Fremmøte regnes av det som er holdt hittil: { $held } av { $all } samlinger.
figure-sum-attendance = Fremmøte
figure-sum-coverage = Dekning
figure-title-trend = Utvikling over samlingene
figure-about-trend = Fremmøte er deltakernes egne timer av dem de ble tilbudt. Dekning teller også stedfortrederes timer. «Kom» teller alle som var der, også stedfortredere og de som har sluttet siden.
figure-about-trend-alone = Fremmøte er deltakernes egne timer av dem de ble tilbudt. «Kom» teller alle som var der, også stedfortredere og de som har sluttet siden.
figure-title-regions = Deltakelse per region
figure-about-regions = Søylen viser påmeldinger med plass.
figure-title-roles = Deltakelse per rolle
figure-about-roles = Søylen viser fremmøtet.
figure-title-coverage = Dekning av roller
figure-about-coverage = Hvor stor del av tiden hver rolle som kreves, var fylt, av deltakeren selv eller en stedfortreder.
figure-title-municipalities = Deltakelse per kommune
figure-about-municipalities = Søylen viser fremmøtetimer.
figure-title-areas = De sju kulturområdene
figure-about-areas = En samling om to områder telles i begge. Søylen viser deltakelser.
figure-seminar = Samling
figure-area = År og område
figure-date = Dag
figure-expected = Ventet
figure-came = Kom
figure-attendance = Fremmøte %
figure-coverage = Dekning %
figure-reserved = Reservert
figure-enrolments = Påmeldinger
figure-admitted = Med plass
figure-people = Personer
figure-hours = Fremmøtetimer
figure-seminars = Samlinger
figure-visits = Deltakelser
figure-municipalities = Kommuner
figure-offered = Tilbudte timer
figure-covered = Dekkede timer
figure-by-deputy = Herav stedfortreder
figure-curve = Linjer med én verdi for hver samling.
figure-curve-line = { $what }: fra { $first } til { $last }, høyest { $highest } (samling { $highest-at }) og lavest { $lowest } (samling { $lowest-at }).

## Kursbevis

certificates-empty = Ingen bevis er utstedt ennå.
certificates-no-rule = Bestem først hva som kreves for et bevis, under Regler og påminnelser.
certificates-issue = Utsted til alle som har rett
certificates-issue-help = Den som allerede har et gyldig bevis, får ikke et nytt.
certificates-none-due = Alle som har rett til et bevis, har allerede ett.
certificates-known = Fremmøtet kommer nå til { $hours }.
certificates-flagged-help = Et bevis skrives aldri om. Erstatt det med et nytt, eller tilbakekall det.
certificates-judge = Erstatt eller tilbakekall
certificates-reissue = Erstatt med et nytt, som sier det som er kjent nå
certificates-gone = Personen deltar ikke lenger, eller er slettet. Tilbakekall beviset i stedet.
certificates-pdf = Vis beviset (PDF)
certificates-verify = Slik ser den som kontrollerer det
certificates-revoke = Tilbakekall beviset
certificates-revoke-help = Den som kontrollerer det gamle beviset, får vite at det ikke gjelder lenger. Begrunnelsen noteres.
