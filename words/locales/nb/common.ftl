### Datoer, klokkeslett, tall og oppramsinger.

month-1 = januar
month-2 = februar
month-3 = mars
month-4 = april
month-5 = mai
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = desember

weekday-1 = mandag
weekday-2 = tirsdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = lørdag
weekday-7 = søndag

date = { $day }. { $month } { $year }
day-month = { $day }. { $month }
weekday-date = { $weekday } { $date }
# To dager i samme måned.
date-range-in-month = { $from }.–{ $to }. { $month } { $year }
date-range = { $from }–{ $to }

# Mønster for klokkeslett etter chrono (strftime).
time-pattern = %H.%M
time = kl.{ "\u00A0" }{ $time }
time-range = kl.{ "\u00A0" }{ $from }–{ $to }

number-decimal = ,
number-group = { "\u00A0" }
# Færreste sifre som deles i tusener.
number-group-from = 5
percent = { $number }{ "\u00A0" }%
# $count velger form (1 eller flere), $number er tallet slik det skrives.
hours = { $count ->
    [one] { $number } time
   *[other] { $number } timer
}

list-and = { $before } og { $last }
list-or = { $before } eller { $last }
name-with-role = { $name } ({ $role })

language-sv = svensk
language-nb = norsk (bokmål)
language-en = engelsk
