### Hvorfor en påmelding står der den står. Hver tekst er et steg på veien, med tallene som gjaldt da.
### Et steg sier f.eks. "20 av 20 plasser var tatt"; regelen som steget følger av, står i why-rule-….

# $status stillingen i ord, $since dato
why-heading = { $reference }, { $municipality }: { $status } siden { $since }

why-numbers = { $taken } av { $places } plasser var tatt.
why-county-numbers = Av plassene som er reservert for { $county }, var { $county-taken } av { $county-places } tatt.
why-common-numbers = Av de felles var { $common-taken } av { $common-places } tatt.

why-drafted = Påmeldingen ble påbegynt { $via }.
why-draft-discarded = Utkastet ble kastet.
why-via-contact = av kontaktpersonen
why-via-member = av en av deltakerne
why-via-paper = på papir
why-via-door = ved døra
why-via-file = i en fil

# $number rekkefølgen blant dem som er kommet inn
why-submitted = Påmeldingen kom inn { $via }, som nummer { $number } i rekkefølgen. Påmeldt: { $members }.
why-complete = Den var komplett.
why-incomplete = Den var ikke komplett; det manglet { $missing }.

why-held = Plassen holdes til og med { $until } mens noen mangler.
why-granted-free = En plass var ledig, og påmeldingen fikk den.
why-granted-completed = Ingen mangler lenger, så påmeldingen fikk plassen som ble holdt.
why-granted-by-hand = Påmeldingen fikk plass ved vedtaket.
why-reserved = Plassen er en av dem som er reservert for { $county }.
why-queued-programme-full = Alle plasser var tatt, så påmeldingen ble satt i kø på plass { $place }.
why-queued-allocation-taken = Plassene som { $county } kunne få, var tatt, så påmeldingen ble satt i kø på plass { $place }.
why-queued-others-wait = En plass var ledig, men andre som meldte seg på tidligere, venter på den, så påmeldingen ble satt i kø på plass { $place }.
why-passed-incomplete = En ledig plass gikk til { $reference }, fordi denne påmeldingen ikke var komplett.
why-passed-reserved-for-others = En ledig plass gikk til { $reference }, fordi den var reservert for et annet fylke.
why-passed-decided-by-hand = En plass gikk til { $reference } ved et vedtak av koordinatoren.
why-offered = En plass var ledig og ble tilbudt til og med { $until }.
# $passed de forbigåtte, regnet opp
why-ahead = Foran i køen sto { $passed }.
why-ahead-incomplete = ikke komplett
why-ahead-reserved-for-others = plassen var reservert for et annet fylke
why-ahead-decided-by-hand = forbigått ved vedtaket
why-offer-accepted = Dere takket ja til plassen.
why-offer-declined = Dere takket nei til plassen.
why-offer-expired = Tilbudet ble ikke besvart i tide.
why-hold-expired = Påmeldingen ble ikke komplett i tide, så plassen holdes ikke lenger.
why-decided-admit = Koordinatoren bestemte at påmeldingen får plass.
why-decided-offer = Koordinatoren bestemte at påmeldingen får tilbud om plass.
why-decided-refuse = Koordinatoren bestemte at påmeldingen ikke får plass.
why-reason = Begrunnelse: { $reason }
why-reason-erased = Begrunnelsen er slettet.
why-refused = Påmeldingen får ikke plass.
why-withdrawn = Påmeldingen ble avmeldt.
why-late = Det var etter siste dag for avmelding.
why-released = Plassene som var reservert, ble sluppet; { $left } ble felles.

why-member-added = { $person } kom med som { $roles }.
why-member-replaced = { $person } kom inn som { $roles } i stedet for { $leaving }.
why-roles-changed = { $person } er nå { $roles }.
why-member-withdrawn = { $person } forlot påmeldingen.
why-dispensed-one-person-all-roles = Dispensasjon: { $person } får fylle alle rollene alene.
why-dispensed-role-vacant = Dispensasjon: { $person } får delta selv om en rolle står tom.
why-invited = { $person } ble invitert. Invitasjonen gjelder til og med { $until }.
why-invitation-accepted = { $person } takket ja til invitasjonen.
why-invitation-declined = { $person } takket nei til invitasjonen.
why-invitation-withdrawn = Invitasjonen til { $person } ble trukket tilbake.
why-contact-changed = { $contact } ble kontaktperson i stedet for { $former }.
why-answered = { $person } svarte på spørsmål: { $questions }.
why-needs-stated = { $person } oppga behov. Opplysningen oppbevares for seg og vises ikke her.
why-needs-disposed = Opplysningene om behov er ødelagt.
# $sessions antall økter
why-deputy-named = { $deputy } kommer i stedet for { $member } på { $sessions ->
    [one] én økt
   *[other] { $sessions } økter
}.
why-deputy-removed = { $deputy } kommer ikke lenger i stedet for { $member }.

why-nobody = noen som ikke er kjent
why-person-erased = noen med slettede opplysninger
why-person-protected = noen med skjermede opplysninger

why-rule-enrolling = Påmelding: man melder seg på mellom første og siste påmeldingsdag, og en kontaktperson svarer for påmeldingen.
why-rule-pair = Kommunepar: rollene som programmet krever, skal fylles av forskjellige personer fra samme kommune.
why-rule-places = Plasser: en plass rommer hele påmeldingen, begge eller ingen, og det er aldri flere enn programmet har.
why-rule-allocation = Fordeling: plasser er reservert per fylke til en bestemt dato; deretter er det som er igjen, felles.
why-rule-half-pair = Halvt par: mangler noen, holdes plassen en bestemt tid; deretter går den videre.
why-rule-queue = Venteliste: en ledig plass tilbys den første komplette påmeldingen den passer for, en bestemt tid.
why-rule-withdrawal = Avmelding: etter siste dag er en avmelding sen, og partneren beholder plassen.
why-rule-deputy = Stedfortreder: noen kan komme i en deltakers sted på bestemte økter.
why-rule-by-hand = Vedtak: koordinatoren avgjør vanskelige saker for hånd, med en begrunnelse, men aldri flere plasser enn det finnes.
why-rule-needs = Behov: opplysninger om mat og tilgjengelighet oppbevares for seg og ødelegges når den siste økten er over.
