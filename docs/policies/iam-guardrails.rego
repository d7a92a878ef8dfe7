# Denies what `iam-guardrails review plan.json --format json` says weakens a guardrail (docs/pull-requests.md).
# The rules stand in the review: this only gates on them.
package main

import rego.v1

deny contains input.says if input.weakens

deny contains sprintf("%s: %s", [weaker.what, line]) if {
	some weaker in input.weaker
	some line in weaker.says
}

# What is no review, or one of a later form, is let through by nobody.
deny contains "this is no review in the form that this policy knows: iam-guardrails review --format json" if {
	not is_known
}

is_known if {
	input.version == 1
	is_boolean(input.weakens)
	is_array(input.weaker)
}
