### Varför en anmälan står där den står. Varje text är ett steg på vägen, med de tal som gällde då.
### Ett steg säger t.ex. "20 av 20 platser var tagna"; regeln som steget följer av står i why-rule-….

# $status läget i ord, $since datum
why-heading = { $reference }, { $municipality }: { $status } sedan { $since }

why-numbers = { $taken } av { $places } platser var tagna.
why-county-numbers = Av de platser som är reserverade för { $county } var { $county-taken } av { $county-places } tagna.
why-common-numbers = Av de gemensamma var { $common-taken } av { $common-places } tagna.

why-drafted = Anmälan påbörjades { $via }.
why-draft-discarded = Utkastet kastades.
why-via-contact = av kontaktpersonen
why-via-member = av en av deltagarna
why-via-paper = på papper
why-via-door = i dörren
why-via-file = i en fil

# $number ordningen bland dem som kommit in
why-submitted = Anmälan kom in { $via }, som nummer { $number } i ordningen. Anmälda: { $members }.
why-complete = Den var komplett.
why-incomplete = Den var inte komplett; det saknades { $missing }.

why-held = Platsen hålls till och med { $until } medan någon saknas.
why-granted-free = En plats var ledig, och anmälan fick den.
why-granted-completed = Ingen saknas längre, så anmälan fick platsen som hölls.
why-granted-by-hand = Anmälan fick en plats genom beslutet.
why-reserved = Platsen är en av dem som är reserverade för { $county }.
why-queued-programme-full = Alla platser var tagna, så anmälan ställdes i kö på plats { $place }.
why-queued-allocation-taken = De platser som { $county } kunde få var tagna, så anmälan ställdes i kö på plats { $place }.
why-queued-others-wait = En plats var ledig, men andra som anmälde sig tidigare väntar på den, så anmälan ställdes i kö på plats { $place }.
why-passed-incomplete = En ledig plats gick till { $reference }, eftersom den här anmälan inte var komplett.
why-passed-reserved-for-others = En ledig plats gick till { $reference }, eftersom den var reserverad för ett annat län.
why-passed-decided-by-hand = En plats gick till { $reference } genom ett beslut av samordnaren.
why-offered = En plats var ledig och erbjöds till och med { $until }.
# $passed de förbigångna, uppräknade
why-ahead = Före i kön stod { $passed }.
why-ahead-incomplete = inte komplett
why-ahead-reserved-for-others = platsen var reserverad för ett annat län
why-ahead-decided-by-hand = förbigången genom beslutet
why-offer-accepted = Ni tackade ja till platsen.
why-offer-declined = Ni tackade nej till platsen.
why-offer-expired = Erbjudandet besvarades inte i tid.
why-hold-expired = Anmälan blev inte komplett i tid, så platsen hålls inte längre.
why-decided-admit = Samordnaren beslutade att ge anmälan en plats.
why-decided-offer = Samordnaren beslutade att erbjuda anmälan en plats.
why-decided-refuse = Samordnaren beslutade att inte ge anmälan någon plats.
why-reason = Skäl: { $reason }
why-reason-erased = Skälet är raderat.
why-refused = Anmälan får ingen plats.
why-withdrawn = Anmälan avbokades.
why-late = Det var efter sista dagen för avbokning.
why-released = Platserna som var reserverade släpptes; { $left } blev gemensamma.

why-member-added = { $person } kom med som { $roles }.
why-member-replaced = { $person } kom in som { $roles } i stället för { $leaving }.
why-roles-changed = { $person } är nu { $roles }.
why-member-withdrawn = { $person } lämnade anmälan.
why-dispensed-one-person-all-roles = Dispens: { $person } får ensam fylla alla roller.
why-dispensed-role-vacant = Dispens: { $person } får delta fast en roll står tom.
why-invited = { $person } bjöds in. Inbjudan gäller till och med { $until }.
why-invitation-accepted = { $person } tackade ja till inbjudan.
why-invitation-declined = { $person } tackade nej till inbjudan.
why-invitation-withdrawn = Inbjudan till { $person } togs tillbaka.
why-contact-changed = { $contact } blev kontaktperson i stället för { $former }.
why-answered = { $person } svarade på frågor: { $questions }.
why-needs-stated = { $person } lämnade uppgift om behov. Uppgiften förvaras för sig och visas inte här.
why-needs-disposed = Uppgifterna om behov är förstörda.
# $sessions antal pass
why-deputy-named = { $deputy } kommer i stället för { $member } på { $sessions ->
    [one] ett pass
   *[other] { $sessions } pass
}.
why-deputy-removed = { $deputy } kommer inte längre i stället för { $member }.

why-nobody = någon som inte är känd
why-person-erased = någon vars uppgifter är raderade
why-person-protected = någon med skyddade uppgifter

why-rule-enrolling = Anmälan: man anmäler sig mellan första och sista anmälningsdag, och en kontaktperson svarar för anmälan.
why-rule-pair = Kommunpar: de roller som programmet kräver ska fyllas av olika personer från samma kommun.
why-rule-places = Platser: en plats rymmer hela anmälan, båda eller ingen, och det finns aldrig fler än programmet har.
why-rule-allocation = Fördelning: platser är reserverade per län till ett visst datum; därefter är det som är kvar gemensamt.
why-rule-half-pair = Halvt par: saknas någon hålls platsen en bestämd tid; därefter går den vidare.
why-rule-queue = Kö: en ledig plats erbjuds den första kompletta anmälan som den passar, en bestämd tid.
why-rule-withdrawal = Avbokning: efter sista dagen är en avbokning sen, och partnern behåller platsen.
why-rule-deputy = Ersättare: någon kan komma i en deltagares ställe på bestämda pass.
why-rule-by-hand = Beslut: samordnaren avgör svåra fall för hand, med ett skäl, men aldrig fler platser än det finns.
why-rule-needs = Behov: uppgifter om mat och tillgänglighet förvaras för sig och förstörs när det sista passet är över.
