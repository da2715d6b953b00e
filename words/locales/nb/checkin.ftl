### Innsjekking i rommet.

deed-check-in = Krysse av dem som kommer
deed-close-roll = Avslutte oppropet og rette fremmøtet etterpå
deed-take-out-attendance = Skrive ut fremmøtelister og koder, hente fremmøtet som fil

checkin-title = Innsjekking
checkin-seminar = Samling { $number }
checkin-sessions = Økter
checkin-of = av { $places } har kommet
checkin-extra = + { $extra } uten plass
checkin-gauge = Hvor mange som har kommet
checkin-search = Navn, kommune eller kode
checkin-search-short = Søk eller kode
checkin-search-button = Søk
checkin-scan = Skann
checkin-scan-title = Skann koder
checkin-scan-close = Ferdig
checkin-hold = Hold koden foran kameraet.
checkin-no-camera = Kameraet kan ikke brukes. Skriv koden i søkefeltet i stedet.
checkin-unknown-code = Koden hører ikke til noen på listen.
checkin-parts = Hvem som vises
checkin-all = Alle
checkin-missing = Ikke her
checkin-here = Her
checkin-add = Noen andre
checkin-add-long = Noen som ikke står på listen
checkin-tap-help = Trykk for å krysse av.
checkin-undo = Angre
checkin-about = Mer om { $name }
checkin-without-place = Uten plass
checkin-comes-for = kommer for { $name }
checkin-replaced-by = erstattes av { $name }
checkin-partly = { $time }, { $minutes } min
checkin-excused = Har meldt forfall
checkin-unexcused = Fraværende
checkin-nobody = Ingen på listen passer med det du skrev.
checkin-everybody = Alle har kommet.
checkin-show-all = Vis hele listen
checkin-back = Til listen

## Hva skriptet sier

checkin-on = Tilkoblet
checkin-off = Uten nett
checkin-off-waiting = Uten nett, { $count } venter
checkin-sending = Sender { $count }
checkin-waits = venter
checkin-is-here = { $name } er her.
checkin-undone = Angret: { $name }.
checkin-already = { $name } er allerede krysset av, { $time }.
checkin-hits = Treff: { $count }.
checkin-others = Venter fra en annen som har brukt telefonen: { $count }. Det sendes når vedkommende logger inn her igjen.
checkin-dismiss = Fjern linjen om { $name }
checkin-unreadable = Det kunne ikke lagres.
checkin-signed-out = Du er logget ut. Det som venter, ligger på telefonen og sendes når du har logget inn igjen.
checkin-refused-title = Dette kunne ikke lagres
checkin-offline-title = Denne siden trenger nett
checkin-offline-text = Listen kan brukes uten nett. Det du krysser av, lagres på telefonen og sendes når nettet er tilbake.

## Hvorfor noe ikke gikk

checkin-refused-closed = Oppropet er avsluttet. Arrangøren kan rette fremmøtet, med en begrunnelse.
checkin-refused-no-roll = Ingen er krysset av ennå, så det er ikke noe opprop å avslutte.
checkin-refused-session = Økten finnes ikke lenger. Last listen på nytt.
checkin-refused-minutes = Oppgi minuttene som et tall mellom 1 og { $minutes }.
checkin-refused-contradiction = Minuttene stemmer ikke med det du valgte.
checkin-refused-reason = Skriv hvorfor fremmøtet endres.
checkin-refused-unknown = Personen finnes ikke lenger. Last listen på nytt.
checkin-refused-name = Fyll ut fornavn og etternavn.
checkin-deputy-email = Oppgi e-postadresse til den som kommer i stedet for noen.
checkin-choose-status = Velg hva som skal stå.

## En person

checkin-nothing-noted = Ingenting er notert.
checkin-came = Har kommet, { $when }
checkin-note = Noter noe annet
checkin-correct = Rett
checkin-choose = Hva skal stå?
checkin-status-narvarande = Til stede hele økten
checkin-status-delvis = Til stede en del av økten
checkin-status-forhinder = Har meldt forfall
checkin-status-franvarande = Fraværende
checkin-minutes = Minutter, hvis bare en del av økten
checkin-reason = Begrunnelse
checkin-reason-about = Begrunnelsen lagres sammen med endringen.
checkin-note-button = Lagre
checkin-somebody-else = Noen andre kommer i stedet
checkin-none-expected = har kommet
checkin-none-expected-long = Ingen har plass på denne samlingen. Kommer det noen likevel, legg til personen her.
checkin-none-here = Ingen har kommet ennå.
checkin-cancelled = Samlingen er avlyst.
checkin-noted = Notert: { $name }.
checkin-trouble = Kunne ikke lagres: { $count }
checkin-put-right = Rett med en begrunnelse
checkin-note-not = Avbryt
checkin-history = Alt som er notert (trenger nett)
checkin-minutes-short = Antall minutter
checkin-refused-corrected = Noen rettet det samme fremmøtet senere enn deg, og den rettelsen gjelder.
checkin-from = Kommune
checkin-from-about = Den som kommer fra en av kommunene, får plass på møtet hvis det er ledig.
checkin-from-elsewhere = Ingen av dem, kommer uten plass
checkin-role = Rolle
checkin-role-choose = Velg rolle
checkin-by-sheet = etter fremmøteliste
checkin-by-list = krysset av på listen
checkin-by-code = krysset av med kode
checkin-arrived = kom frem { $time }
checkin-taken-back = Angret { $time } av { $name }
checkin-corrected = Rettet { $date }: { $reason }

## Noen som ikke står på listen

checkin-instead-of = Kommer i stedet for
checkin-instead-of-about = Gjelder resten av dagen.
checkin-instead-of-nobody = Ingen, kommer uten plass
checkin-add-button = Legg til og kryss av
checkin-add-not = Ikke legg til noen
checkin-add-privacy = Opplysningene brukes til fremmøtet i programmet. Si fra til personen at de lagres og kan bli et saksdokument.

## Etterpå

checkin-after = Etterpå
checkin-close = Avslutt oppropet
checkin-close-not = Ikke ennå
checkin-close-means = Dette betyr det
checkin-close-means-open = Den det ikke står noe om, får ingen timer for økten.
checkin-close-means-change = Deretter endres fremmøtet bare av arrangøren, med en begrunnelse som lagres.
checkin-close-means-phones = Telefoner som fortsatt er uten nett, kan ikke lenger sende det de har krysset av. Sørg for at alle er tilkoblet først.
checkin-closed = Oppropet ble avsluttet { $date } { $time }.
checkin-closed-may = Åpne en person for å rette, med en begrunnelse.
checkin-closed-here = En rettelse trenger en begrunnelse.
checkin-closed-may-not = Arrangøren kan rette fremmøtet.
checkin-sum = { $here } av { $places } har kommet.
checkin-sum-away = Meldt forfall eller fraværende: { $away }
checkin-sum-open = Det står ingenting om { $open }
checkin-sheet = Fremmøteliste til underskrift, { $date }
checkin-attendance = Fremmøtet som fil
checkin-participants = Deltakerlisten som fil
checkin-codes = Koder til utskrift
checkin-codes-text = En etikett til hver. Koden leses med kameraet eller skrives inn. Den åpner ingenting og sier ikke noe om personen.

## Den egne koden

checkin-own-code = Koden din ved innsjekkingen
checkin-own-code-text = Vis koden i døren, på telefonen eller utskrevet. Den gjelder alle samlingene i programmet. Uten kode går det like bra: si navnet ditt.
checkin-code-picture = QR-kode: { $code }
