### Why an enrolment stands where it stands. Each text is a step on the way, with the numbers of that moment.
### A step says, for instance, "20 of 20 places were taken"; the rule it follows from stands in why-rule-….

# $status where it stands, in words, $since date
why-heading = { $reference }, { $municipality }: { $status } since { $since }

why-numbers = { $taken } of { $places } places were taken.
why-county-numbers = Of those reserved for { $county }, { $county-taken } of { $county-places } were taken.
why-common-numbers = Of the common ones, { $common-taken } of { $common-places } were taken.

why-drafted = The enrolment was begun { $via }.
why-draft-discarded = The draft was thrown away.
why-via-contact = by the contact person
why-via-member = by one of the participants
why-via-paper = on paper
why-via-door = at the door
why-via-file = by file

# $number the order among those that came in
why-submitted = The enrolment came in { $via }, as number { $number }. Enrolled: { $members }.
why-complete = It was complete.
why-incomplete = It was not complete; it lacked { $missing }.

why-held = The place is held up to and including { $until } while somebody is missing.
why-granted-free = A place was free, and the enrolment got it.
why-granted-completed = Nobody is missing any more, so the enrolment got the place that was held.
why-granted-by-hand = The enrolment got a place by that decision.
why-reserved = The place is one of those reserved for { $county }.
why-queued-programme-full = All places were taken, so the enrolment was queued at place { $place }.
why-queued-allocation-taken = The places that { $county } could get were taken, so the enrolment was queued at place { $place }.
why-queued-others-wait = A place was free, but others who enrolled earlier wait for it, so the enrolment was queued at place { $place }.
why-passed-incomplete = A free place went to { $reference }, because this enrolment was not complete.
why-passed-reserved-for-others = A free place went to { $reference }, because it was reserved for another county.
why-passed-decided-by-hand = A place went to { $reference } by a decision of the coordinator.
why-offered = A place was free and was offered up to and including { $until }.
# $passed those passed over, as a list
why-ahead = Ahead in the queue stood { $passed }.
why-ahead-incomplete = not complete
why-ahead-reserved-for-others = the place was reserved for another county
why-ahead-decided-by-hand = passed over by the decision
why-offer-accepted = You accepted the place.
why-offer-declined = You declined the place.
why-offer-expired = The offer was not answered in time.
why-hold-expired = The enrolment was not completed in time, so the place is no longer held.
why-decided-admit = The coordinator decided to give the enrolment a place.
why-decided-offer = The coordinator decided to offer the enrolment a place.
why-decided-refuse = The coordinator decided to give the enrolment no place.
why-reason = Reason: { $reason }
why-reason-erased = The reason is erased.
why-refused = The enrolment gets no place.
why-withdrawn = The enrolment was withdrawn.
why-late = That was after the last day for withdrawing.
why-released = The reserved places were released; { $left } became common.

why-member-added = { $person } joined as { $roles }.
why-member-replaced = { $person } came in as { $roles } instead of { $leaving }.
why-roles-changed = { $person } is now { $roles }.
why-member-withdrawn = { $person } left the enrolment.
why-dispensed-one-person-all-roles = Dispensation: { $person } may fill all the roles alone.
why-dispensed-role-vacant = Dispensation: { $person } may take part though a role is vacant.
why-invited = { $person } was invited. The invitation lasts up to and including { $until }.
why-invitation-accepted = { $person } accepted the invitation.
why-invitation-declined = { $person } declined the invitation.
why-invitation-withdrawn = The invitation to { $person } was taken back.
why-contact-changed = { $contact } became contact person instead of { $former }.
why-answered = { $person } answered questions: { $questions }.
why-needs-stated = { $person } said what they need. That is kept apart and not shown here.
why-needs-disposed = What was needed is destroyed.
# $sessions number of sessions
why-deputy-named = { $deputy } comes instead of { $member } to { $sessions ->
    [one] one session
   *[other] { $sessions } sessions
}.
why-deputy-removed = { $deputy } no longer comes instead of { $member }.

why-nobody = somebody who is not known
why-person-erased = somebody whose particulars are erased
why-person-protected = somebody with protected particulars

why-rule-enrolling = Enrolling: one enrols between the first and the last day of enrolment, and a contact person answers for the enrolment.
why-rule-pair = Municipal pair: the roles the programme asks for are filled by different people of the same municipality.
why-rule-places = Places: a place seats the whole enrolment, both or neither, and there are never more than the programme has.
why-rule-allocation = Allocation: places are reserved by county until a certain date; what is left then is common.
why-rule-half-pair = Half pair: while somebody is missing the place is held for a set time; then it goes on.
why-rule-queue = Queue: a free place is offered, for a set time, to the first complete enrolment it fits.
why-rule-withdrawal = Withdrawal: after the last day a withdrawal is late, and the partner keeps the place.
why-rule-deputy = Deputy: somebody can come in a participant's place to certain sessions.
why-rule-by-hand = Decision: the coordinator settles hard cases by hand, with a reason, and never beyond the places there are.
why-rule-needs = Needs: what is said of food and access is kept apart and destroyed when the last session is over.
