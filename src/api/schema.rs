//! Checks a body against the schema that the documentation shows for it, so that both can never differ.
//!
//! Understands just what our own schemas use of JSON Schema 2020-12; a test holds that they use nothing else. Unlike
//! reading into types, which stops at the first fault, this finds all of them, each with its JSON pointer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::{DateTime, NaiveDate};
use parvis_words::Value as Said;
use regex::Regex;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::problem::FieldError;

/// The keywords that are understood; the rest of a schema may only describe.
pub const UNDERSTOOD: [&str; 20] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "enum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "oneOf",
    "pattern",
    "properties",
    "propertyNames",
    "required",
    "type",
];

/// Where a schema's references lead, and what was found so far.
struct Check<'a> {
    document: &'a Value,
    found: Vec<FieldError>,
}

/// What a value is that does not follow a schema, whose references lead into `document`.
pub fn check(document: &Value, schema: &Value, value: &Value) -> Vec<FieldError> {
    let mut check = Check { document, found: Vec::new() };
    check.value(schema, value, "");
    check.found
}

impl Check<'_> {
    fn note(&mut self, at: &str, code: &'static str, expected: Option<Said<'static>>) {
        let values = expected.map(|value| ("expected", value)).into_iter().collect();
        self.found.push(FieldError { pointer: at.to_owned(), code, values });
    }

    fn value(&mut self, schema: &Value, value: &Value, at: &str) {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = reference.strip_prefix('#').and_then(|pointer| self.document.pointer(pointer));
            if let Some(target) = target {
                self.value(&target.clone(), value, at);
            }
        }
        for part in list(&schema["allOf"]) {
            self.value(part, value, at);
        }
        for alternatives in [&schema["oneOf"], &schema["anyOf"]] {
            self.alternatives(list(alternatives), value, at);
        }
        if !self.kind(&schema["type"], value, at) {
            return;
        }
        let choices: Vec<&Value> = list(&schema["enum"]).iter().chain(schema.get("const")).collect();
        if !choices.is_empty() && !choices.contains(&value) {
            let words: Vec<String> = choices.iter().map(|choice| plain(choice)).collect();
            self.note(at, "choice", Some(words.join(", ").into()));
            return;
        }
        match value {
            Value::String(text) => self.text(schema, text, at),
            Value::Number(number) => self.number(schema, number.as_f64().unwrap_or(f64::NAN), at),
            Value::Array(items) => self.array(schema, items, at),
            Value::Object(fields) => self.object(schema, fields, at),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// One of several forms: the faults told are those of the form that was most likely meant.
    fn alternatives(&mut self, forms: &[Value], value: &Value, at: &str) {
        if forms.is_empty() {
            return;
        }
        let faults: Vec<Vec<FieldError>> =
            forms.iter().map(|form| check_at(self.document, form, value, at)).collect();
        if faults.iter().any(Vec::is_empty) {
            return;
        }
        let meant = |found: &&Vec<FieldError>| {
            // A form that is of another type, or whose `kind` says otherwise, was not meant.
            !found.iter().any(|fault| {
                (fault.code == "type" && fault.pointer == at)
                    || (fault.code == "choice" && fault.pointer == format!("{at}/kind"))
            })
        };
        let mut likely: Vec<&Vec<FieldError>> = faults.iter().filter(meant).collect();
        likely.sort_by_key(|found| found.len());
        match likely[..] {
            [only] => self.found.extend(only.iter().cloned()),
            [nearest, next, ..] if nearest.len() < next.len() => self.found.extend(nearest.iter().cloned()),
            [] | [..] => self.note(at, "no-alternative", None),
        }
    }

    fn kind(&mut self, wanted: &Value, value: &Value, at: &str) -> bool {
        let kinds: Vec<&str> = match wanted {
            Value::String(kind) => vec![kind],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => return true,
        };
        let fits = kinds.iter().any(|kind| match *kind {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => true,
        });
        if !fits {
            self.note(at, "type", Some(kinds.join(", ").into()));
        }
        fits
    }

    fn text(&mut self, schema: &Value, text: &str, at: &str) {
        let length = text.chars().count() as u64;
        if let Some(least) = schema["minLength"].as_u64().filter(|least| length < *least) {
            self.note(at, "too-short", Some(Said::Number(least as i64)));
        } else if let Some(most) = schema["maxLength"].as_u64().filter(|most| length > *most) {
            self.note(at, "too-long", Some(Said::Number(most as i64)));
        } else if let Some(pattern) = schema["pattern"].as_str().filter(|pattern| !matches(pattern, text)) {
            self.note(at, "pattern", Some(pattern.to_owned().into()));
        } else if let Some(format) = schema["format"].as_str().filter(|format| !is_of(format, text)) {
            self.note(at, "format", Some(format.to_owned().into()));
        }
    }

    fn number(&mut self, schema: &Value, number: f64, at: &str) {
        if let Some(least) = schema["minimum"].as_f64().filter(|least| number < *least) {
            self.note(at, "too-small", Some(least.to_string().into()));
        } else if let Some(most) = schema["maximum"].as_f64().filter(|most| number > *most) {
            self.note(at, "too-large", Some(most.to_string().into()));
        }
    }

    fn array(&mut self, schema: &Value, items: &[Value], at: &str) {
        let length = items.len() as u64;
        if let Some(least) = schema["minItems"].as_u64().filter(|least| length < *least) {
            self.note(at, "too-few", Some(Said::Number(least as i64)));
        } else if let Some(most) = schema["maxItems"].as_u64().filter(|most| length > *most) {
            self.note(at, "too-many", Some(Said::Number(most as i64)));
            return;
        }
        if let Some(of) = schema.get("items") {
            for (number, item) in items.iter().enumerate() {
                self.value(of, item, &format!("{at}/{number}"));
            }
        }
    }

    fn object(&mut self, schema: &Value, fields: &Map<String, Value>, at: &str) {
        for name in list(&schema["required"]).iter().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                self.note(&below(at, name), "required", None);
            }
        }
        for (name, value) in fields {
            let at = below(at, name);
            if let Some(of) = schema["properties"].get(name) {
                self.value(of, value, &at);
                continue;
            }
            match &schema["additionalProperties"] {
                Value::Bool(false) => self.note(&at, "unknown", None),
                of @ Value::Object(_) => {
                    self.value(&schema["propertyNames"], &Value::String(name.clone()), &at);
                    self.value(of, value, &at);
                }
                Value::Null | Value::Bool(true) | Value::Number(_) | Value::String(_) | Value::Array(_) => {}
            }
        }
    }
}

fn check_at(document: &Value, schema: &Value, value: &Value, at: &str) -> Vec<FieldError> {
    let mut check = Check { document, found: Vec::new() };
    check.value(schema, value, at);
    check.found
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The pointer of a field. Source: RFC 6901 section 3.
fn below(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Whether a text has a format; one that is not known here only describes.
fn is_of(format: &str, text: &str) -> bool {
    match format {
        "date" => text.len() == 10 && text.parse::<NaiveDate>().is_ok(),
        "date-time" => DateTime::parse_from_rfc3339(text).is_ok(),
        "uuid" => text.len() == 36 && Uuid::parse_str(text).is_ok(),
        _ => true,
    }
}

/// Whether a text matches a pattern of ours; each is compiled once.
fn matches(pattern: &str, text: &str) -> bool {
    static COMPILED: OnceLock<Mutex<HashMap<String, Option<Arc<Regex>>>>> = OnceLock::new();
    let compiled = {
        let mut known = COMPILED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).ok().map(Arc::new)).clone()
    };
    // That every pattern compiles is held by a test.
    compiled.is_none_or(|regex| regex.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::{Value, json};

    fn found(schema: &Value, value: &Value) -> Vec<(String, &'static str)> {
        let document = json!({ "components": { "schemas": { "Line": {
            "type": "string", "minLength": 1, "maxLength": 5, "pattern": "^\\S+$"
        } } } });
        check(&document, schema, value).into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    }

    #[test]
    fn all_faults_are_found_each_with_its_pointer() {
        let schema = json!({
            "type": "object", "required": ["name", "date"], "additionalProperties": false,
            "properties": {
                "name": { "$ref": "#/components/schemas/Line" },
                "date": { "type": "string", "format": "date" },
                "count": { "type": "integer", "minimum": 1, "maximum": 9 },
                "list": { "type": "array", "minItems": 1, "items": { "$ref": "#/components/schemas/Line" } },
            },
        });
        assert_eq!(
            found(&schema, &json!({ "name": "Ann", "date": "2018-02-28", "count": 1, "list": ["a"] })),
            []
        );
        let value = json!({ "name": "too long", "count": 10, "list": ["a", "", 7], "a/b": 1 });
        let mut faults = found(&schema, &value);
        faults.sort();
        assert_eq!(
            faults,
            [
                ("/a~1b".to_owned(), "unknown"),
                ("/count".to_owned(), "too-large"),
                ("/date".to_owned(), "required"),
                ("/list/1".to_owned(), "too-short"),
                ("/list/2".to_owned(), "type"),
                ("/name".to_owned(), "too-long"),
            ]
        );
        assert_eq!(found(&schema, &json!({ "name": "a b", "date": "2018-02-30" })).len(), 2);
    }

    #[test]
    fn of_several_forms_the_one_that_was_meant_is_told_of() {
        let form = |kind: &str, field: &str| {
            json!({
                "type": "object", "required": ["kind", field],
                "properties": { "kind": { "type": "string", "enum": [kind] }, field: { "type": "integer" } },
            })
        };
        let schema = json!({ "oneOf": [form("team", "min"), form("pair", "roles"), { "type": "null" }] });
        assert_eq!(found(&schema, &json!({ "kind": "team", "min": 1 })), []);
        assert_eq!(found(&schema, &Value::Null), []);
        assert_eq!(found(&schema, &json!({ "kind": "team" })), [("/min".to_owned(), "required")]);
        assert_eq!(found(&schema, &json!({ "kind": "crowd" })), [(String::new(), "no-alternative")]);
        assert_eq!(found(&schema, &json!(7)), [(String::new(), "no-alternative")]);
    }

    #[test]
    fn names_of_a_map_are_checked_as_its_values_are() {
        let schema = json!({
            "type": "object", "additionalProperties": { "type": "boolean" },
            "propertyNames": { "$ref": "#/components/schemas/Line" },
        });
        assert_eq!(found(&schema, &json!({ "a": true })), []);
        assert_eq!(found(&schema, &json!({ "too long": true, "b": 1 })).len(), 2);
    }
}
