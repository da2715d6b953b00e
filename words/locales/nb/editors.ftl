### Programmets deler som redigeres hver for seg: spørsmål, inviterte, programråd, evaluering.

edit-another = En rad til
asking-title = Spørsmål ved påmelding
asking-help = De som melder seg på, får spørsmålene i denne rekkefølgen, på programmets hovedspråk. Det som gjelder kost og tilgjengelighet, oppbevares for seg og slettes etter siste samling.
asking-rules-first = Bestem først hvem som får delta, under Regler og påminnelser.
asking-text = Spørsmålet
asking-new = Et spørsmål til
asking-kind = Svaret er
asking-kind-missing = Velg hva slags svar det er.
asking-kind-text = fri tekst
asking-kind-choice = ett av flere valg
asking-kind-number = et tall
asking-kind-yes-no = ja eller nei
asking-kind-diet = kost
asking-kind-access-needs = behov for å kunne delta
asking-of = Stilles til
asking-of-member = hver deltaker
asking-of-enrolment = påmeldingen som helhet
asking-answer = Må det besvares?
asking-free = nei, det er frivillig
asking-required = ja, men plassen avhenger ikke av det
asking-before = ja, før påmeldingen sendes inn
asking-order = Rekkefølge
asking-choices = Valg
asking-choices-help = Ett på hver linje, minst to.
asking-choices-missing = Skriv valgene, ett på hver linje.
asking-least = Minst
asking-most = Høyst
inviting-title = Inviterte kommuner
inviting-who = Hvem får melde seg på?
inviting-alla = Alle kommuner i regionene
inviting-valda = Bare de som er krysset av
inviting-count = { $count ->
    [0] Ingen kommune er krysset av.
    [one] Én kommune er krysset av.
   *[other] { $count } kommuner er krysset av.
}
inviting-nobody = Kryss av minst én kommune, eller inviter alle.
inviting-tick = Kryss av alle i { $region }
inviting-clear = Fjern alle kryss i { $region }
inviting-others = Andre på listen
council-title = Programråd
council-help = Den som er med i programrådet, ser påmeldinger og tall for alle regioner.
council-new = Et medlem til
council-leaves = Går ut av rådet
council-region-missing = Velg hvilken region personen representerer.
evaluating-title = Evaluering
evaluating-frame = Åpningstid og anonymitet
evaluating-frame-help = Færre svar enn dette vises aldri sammen, så ingen kjennes igjen.
evaluating-questions = Spørsmål
evaluating-help = En evaluering som allerede er åpen, beholder spørsmålene den ble åpnet med.
evaluating-kind-scale = et trinn på en skala
evaluating-kind-text = fri tekst
evaluating-steps = Antall trinn
evaluating-low = Laveste trinn betyr
evaluating-high = Høyeste trinn betyr
seminar-cancel-stale = Samlingen er endret siden du åpnet siden, så den ble ikke avlyst. Begrunnelsen din står igjen nedenfor. Dette har skjedd:
past-questions = Spørsmålene ved påmelding ble endret.
past-invited = Listen over inviterte kommuner ble endret.
past-rules = Reglene for hvem som får delta, ble endret.
past-evaluation-questions = { $count ->
    [0] Evalueringen har ingen spørsmål lenger.
    [one] Evalueringen fikk ett spørsmål; den er åpen i { $days } dager.
   *[other] Evalueringen fikk { $count } spørsmål; den er åpen i { $days } dager.
}

## Hva som kan gjøres med et brev, og brevene som maler

deed-send-letters = Sende brev på nytt som ikke kom fram, og krysse dem av
letters-deeds = Hva vil du gjøre?
letters-again = Send på nytt
letters-again-button = Send på nytt
letters-address-help = Rett adressen her hvis den er feil. Den gjelder deretter for alle brev til personen.
letters-settle = Kryss av
letters-settle-how = Hvorfor trenger ikke brevet å sendes?
letters-settle-told = Mottakeren har fått vite det på annen måte
letters-settle-needless = Ingen trenger å få vite det lenger
letters-settle-button = Kryss av
letters-settle-choose = Velg hvorfor brevet ikke trenger å sendes.
letters-returned = Brevet kom tilbake
letters-returned-help = Har du fått en feilmelding om at brevet ikke kunne leveres? Da regnes det som mislykket og kan sendes på nytt.
letters-returned-button = Noter at det kom tilbake
letters-stale = Brevet er endret siden du åpnet siden, så ingenting ble gjort. Dette har skjedd:
past-letter-queued = Brevet ble lagt i kø.
past-letter-sent = Brevet ble sendt.
past-letter-sent-uncertain = Brevet ble sendt. Et tidligere forsøk kan også ha kommet fram.
past-letter-failed = Et forsøk mislyktes: { $reason }. Et nytt gjøres av seg selv.
past-letter-given-up = Brevet kunne ikke leveres: { $reason }.
past-letter-missed = Tidspunktet var passert, så brevet ble ikke sendt.
past-letter-returned = Brevet kom tilbake.
past-letter-again = Brevet skal sendes på nytt.
past-letter-told-otherwise = Brevet ble krysset av: mottakeren fikk vite det på annen måte.
past-letter-no-longer-needed = Brevet ble krysset av: ingen trenger å få vite det lenger.
letter-failure-unreachable = e-postserveren svarte ikke
letter-failure-address = adressen kan ikke brukes
letter-failure-recipient = mottakeren er slettet
letter-failure-subject = det brevet handler om, finnes ikke lenger
letter-failure-refused = mottakerens server tok det ikke imot (kode { $code })
letter-failure-later = mottakerens server ba om å få vente (kode { $code })
letter-failure-other = en feil hos oss ({ $code })
samples-title = Slik lyder brevene
samples-link = Les alle slags brev
samples-invented = Oppdiktede personer.
samples-lead = Slik skriver programmet til deltakere og kontaktpersoner, med det som er bestemt akkurat nå. Ingen av brevene sendes, og lenker som slipper noen inn, vises ikke.
samples-mark = Eksempel
samples-languages = Brevenes språk
samples-kinds = Brev
samples-missing = Programmet har ingen samling med økter ennå, så disse brevene kan ikke vises:
letter-sample-reason = Kommunen er vert for en av samlingene.
member-stale = Påmeldingen er endret siden du åpnet siden, så ingenting ble lagret. Det du skrev, står igjen nedenfor; lagre på nytt hvis det fortsatt gjelder. Dette har skjedd:
certificates-stale = Beviset er endret siden du åpnet siden, så avgjørelsen ble ikke tatt. Dette har skjedd:
asking-number = Spørsmål { $number }
inviting-all-count = { $count ->
    [one] Én kommune kan melde seg på.
   *[other] { $count } kommuner kan melde seg på.
}
figure-areas-empty = Ingen samling er merket med noe kulturområde. Merk dem, så telles deltakelsen per område og år her, for årsrapporten.
figure-areas-mark = Merk den første samlingen
