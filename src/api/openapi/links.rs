//! Links: an answer that makes or shows a thing names the operations that take its id, and where in the answer it is.
//!
//! They follow from paths and schemas: what a POST to a collection makes is taken by every operation below
//! `collection/{id}`; what a list shows first, and what one entry is, likewise; a command leads to what shows its
//! effect, at its position; a part that is of a type which can be asked for leads there. So a new operation is linked
//! to and from as soon as it is written. Source: OpenAPI 3.1.0 section 4.8.20.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

/// Operations that make what stands in another place than below their own path: how they end, and where it stands.
const ELSEWHERE: [(&str, &str); 3] = [
    ("/drafts", "/api/v1/programmes/{programme}/enrolments"),
    ("/copy", "/api/v1/programmes"),
    ("/reissue", "/api/v1/programmes/{programme}/certificates"),
];
/// The header that an answer says its position in, and the one that asks for it.
const POSITION: (&str, &str) = ("Parvis-Position", "Parvis-At-Least");

/// Where the value of each parameter of a path is found.
type Known = BTreeMap<String, String>;

/// What is known of an operation.
struct Operation<'a> {
    path: &'a str,
    method: &'a str,
    described: &'a Value,
    /// Parameters of its path.
    takes: BTreeSet<String>,
}

/// A thing that can be asked for or changed: where it stands, and where its ids are found.
struct Thing {
    path: String,
    known: Known,
}

/// All operations, by what they take.
struct Directory<'a> {
    document: &'a Value,
    operations: Vec<Operation<'a>>,
}

/// Gives every answer its links.
pub(super) fn add(document: &mut Value) {
    let mut found = Vec::new();
    let directory = Directory::of(document);
    for operation in &directory.operations {
        for status in ["200", "201"] {
            let links = directory.links(operation, status);
            if !links.is_empty() {
                found.push((operation.path.to_owned(), operation.method.to_owned(), status, links));
            }
        }
    }
    for (path, method, status, links) in found {
        document["paths"][path][method]["responses"][status]["links"] = Value::Object(links);
    }
}

/// The parameters of a path.
fn parameters(path: &str) -> BTreeSet<String> {
    path.split('/').filter_map(parameter).map(str::to_owned).collect()
}

fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

impl<'a> Directory<'a> {
    fn of(document: &'a Value) -> Self {
        let paths = document["paths"].as_object().into_iter().flatten();
        let operations = paths.flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(|(method, described)| Operation { path, method, described, takes: parameters(path) })
        });
        Self { document, operations: operations.collect() }
    }

    /// A schema that is referred to, or the schema itself; of one that may be null, what it is otherwise.
    fn resolved(&self, schema: &'a Value) -> &'a Value {
        let referred = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
        if let Some(found) = referred.and_then(|pointer| self.document.pointer(pointer)) {
            return self.resolved(found);
        }
        let forms =
            ["oneOf", "anyOf", "allOf"].iter().filter_map(|keyword| schema[*keyword].as_array()).flatten();
        let mut forms = forms.filter(|form| form["type"] != "null");
        match (forms.next(), forms.next()) {
            (Some(only), None) => self.resolved(only),
            (Some(_) | None, _) => schema,
        }
    }

    fn answer(&self, operation: &'a Operation<'a>, status: &str) -> Option<&'a Value> {
        let schema = &operation.described["responses"][status]["content"]["application/json"]["schema"];
        (!schema.is_null()).then(|| self.resolved(schema))
    }

    fn links(&self, operation: &'a Operation<'a>, status: &str) -> Map<String, Value> {
        let mut links = Map::new();
        if operation.described["responses"][status].is_null() {
            return links;
        }
        let answer = self.answer(operation, status).unwrap_or(&Value::Null);
        if operation.method == "get" {
            let (shown, at) = self.shown(answer);
            let entry = || self.listed(operation, shown, &at).or_else(|| self.itself(operation));
            if let Some(thing) = entry().or_else(|| self.spoken_of(operation, shown, &at)) {
                self.to_all(&mut links, operation, &thing);
                self.to_parts(&mut links, operation, &thing, shown, &at);
            }
            self.to_others(&mut links, operation, shown, &at);
        } else if let Some(thing) = self.made(operation, status, answer) {
            self.to_all(&mut links, operation, &thing);
        } else {
            self.to_effect(&mut links, operation);
        }
        links
    }

    /// What an answer shows: itself, or the first of its entries, and where in the answer that is.
    fn shown(&self, answer: &'a Value) -> (&'a Value, String) {
        let items = &answer["properties"]["items"]["items"];
        if !items.is_null() {
            return (self.resolved(items), "/items/0".to_owned());
        }
        match &answer["items"] {
            Value::Null => (answer, String::new()),
            items => (self.resolved(items), "/0".to_owned()),
        }
    }

    /// The parameter that follows a path in others, with its schema.
    fn next(&self, path: &str) -> Option<(&'a str, &'a Value)> {
        let following = |operation: &Operation<'a>| {
            let segment = operation.path.strip_prefix(path)?.strip_prefix('/')?.split('/').next()?;
            let name = parameter(segment)?;
            let parameters = operation.described["parameters"].as_array()?;
            let found = parameters.iter().find(|one| one["in"] == "path" && one["name"] == name)?;
            Some((name, &found["schema"]))
        };
        self.operations.iter().find_map(following)
    }

    /// Where in a schema the value of a parameter is, as a JSON pointer: in the field that is called like it, or in
    /// the `id` of what is called by ids, or the `code` of what is called by codes.
    fn field(&self, schema: &'a Value, name: &str, of: &Value) -> Option<String> {
        let by_id = of["format"] == "uuid";
        let fields = &schema["properties"];
        let own = self.resolved(&fields[name]);
        if !own["properties"]["id"].is_null() {
            return Some(format!("/{name}/id"));
        }
        if own["type"] == "string" || own["type"] == "integer" {
            return Some(format!("/{name}"));
        }
        let called = if by_id { "id" } else { "code" };
        (!fields[called].is_null()).then(|| format!("/{called}"))
    }

    fn own(operation: &Operation<'_>, path: &str) -> Known {
        let needed = parameters(path);
        let own = operation.takes.iter().filter(|name| needed.contains(*name));
        own.map(|name| (name.clone(), format!("$request.path.{name}"))).collect()
    }

    /// What a POST to a collection made: its id is answered, its code or number was sent.
    fn made(&self, operation: &'a Operation<'a>, status: &str, answer: &'a Value) -> Option<Thing> {
        let elsewhere = ELSEWHERE.iter().find(|(end, _)| operation.path.ends_with(end));
        let collection = elsewhere.map_or(operation.path, |(_, collection)| collection);
        let (name, of) = self.next(collection)?;
        let sent = &operation.described["requestBody"]["content"]["application/json"]["schema"];
        let makes = status == "201" || !operation.described["responses"]["201"].is_null();
        let answered = if makes { self.field(answer, name, of) } else { None };
        let answered = answered.filter(|_| of["format"] == "uuid").map(|at| format!("$response.body#{at}"));
        let sent = || Some(format!("$request.body#{}", self.field(self.resolved(sent), name, of)?));
        let mut known = Self::own(operation, collection);
        known.insert(name.to_owned(), answered.or_else(sent)?);
        Some(Thing { path: format!("{collection}/{{{name}}}"), known })
    }

    /// The first entry of a list, by what stands below the list, or else by its type.
    fn listed(&self, operation: &'a Operation<'a>, shown: &'a Value, at: &str) -> Option<Thing> {
        if at.is_empty() {
            return None;
        }
        let below = self.next(operation.path).map(|(name, _)| format!("{}/{{{name}}}", operation.path));
        let path = below.or_else(|| Some(self.shows(shown)?.path.to_owned()))?;
        let collection = path.rsplit_once('/')?.0;
        let (name, of) = self.next(collection)?;
        let mut known = Self::own(operation, collection);
        known.insert(name.to_owned(), format!("$response.body#{at}{}", self.field(shown, name, of)?));
        (known.len() == parameters(&path).len()).then_some(Thing { path, known })
    }

    /// The first entry of a list of what has no id of its own but speaks of others, such as who stands in for whom.
    fn spoken_of(&self, operation: &'a Operation<'a>, shown: &'a Value, at: &str) -> Option<Thing> {
        let names: BTreeSet<&String> = self.operations.iter().flat_map(|one| &one.takes).collect();
        let mut known = Self::own(operation, operation.path);
        for name in names.into_iter().filter(|name| !operation.takes.contains(*name)) {
            let called =
                if name == "person" && shown["properties"]["person"].is_null() { "member" } else { name };
            if let Some(field) = self.field(shown, called, &Value::Null).filter(|field| field != "/code") {
                known.insert(name.clone(), format!("$response.body#{at}{field}"));
            }
        }
        let above = operation.path.rsplit_once('/')?.0;
        (!at.is_empty()).then(|| Thing { path: above.to_owned(), known })
    }

    /// What a read of one thing shows.
    fn itself(&self, operation: &'a Operation<'a>) -> Option<Thing> {
        let changed = |other: &&Operation<'_>| other.path == operation.path && other.method != "get";
        let one = operation.path.rsplit('/').next().and_then(parameter).is_some();
        let known = Self::own(operation, operation.path);
        (one || self.operations.iter().any(|other| changed(&other)))
            .then(|| Thing { path: operation.path.to_owned(), known })
    }

    /// The read that shows things of a type.
    fn shows(&self, schema: &Value) -> Option<&Operation<'a>> {
        self.operations.iter().find(|operation| {
            let answer = &operation.described["responses"]["200"]["content"]["application/json"]["schema"];
            operation.method == "get"
                && operation.path.ends_with('}')
                && schema["properties"].is_object()
                && self.resolved(answer) == schema
        })
    }

    /// To every operation on a thing that needs nothing more to be known.
    fn to_all(&self, links: &mut Map<String, Value>, from: &Operation<'_>, thing: &Thing) {
        for target in &self.operations {
            let below = target.path.strip_prefix(thing.path.as_str());
            let same = (target.path, target.method) == (from.path, from.method);
            if below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                && target.takes.iter().eq(thing.known.keys())
                && !same
            {
                insert(links, "", from, target, &thing.known);
            }
        }
    }

    /// To the operations on the first of each kind of part that stands below a thing, such as an enrolment's members.
    fn to_parts(
        &self,
        links: &mut Map<String, Value>,
        from: &'a Operation<'a>,
        thing: &Thing,
        shown: &'a Value,
        at: &str,
    ) {
        for (part, schema) in shown["properties"].as_object().into_iter().flatten() {
            let collection = format!("{}/{part}", thing.path);
            let entry = self.resolved(&schema["items"]);
            let Some((name, of)) = self.next(&collection) else { continue };
            let Some(field) = self.field(entry, name, of) else { continue };
            let mut known = thing.known.clone();
            known.insert(name.to_owned(), format!("$response.body#{at}/{part}/0{field}"));
            self.to_all(links, from, &Thing { path: format!("{collection}/{{{name}}}"), known });
        }
    }

    /// To what shows the things that are spoken of, by their type or by the name of a field with an id.
    fn to_others(&self, links: &mut Map<String, Value>, from: &'a Operation<'a>, shown: &'a Value, at: &str) {
        for (part, schema) in shown["properties"].as_object().into_iter().flatten() {
            let schema = self.resolved(schema);
            let called = |target: &&Operation<'a>| {
                target.method == "get" && target.path.ends_with(&format!("/{{{part}}}"))
            };
            let by_name = || self.operations.iter().find(called).filter(|_| schema["format"] == "uuid");
            let Some(target) = self.shows(schema).or_else(by_name) else { continue };
            let Some((collection, _)) = target.path.rsplit_once('/') else { continue };
            let Some((name, of)) = self.next(collection) else { continue };
            let field =
                if schema["format"] == "uuid" { Some(String::new()) } else { self.field(schema, name, of) };
            let Some(field) = field else { continue };
            let mut known = Self::own(from, collection);
            known.insert(name.to_owned(), format!("$response.body#{at}/{part}{field}"));
            if target.takes.iter().eq(known.keys()) && target.path != from.path {
                insert(links, part, from, target, &known);
            }
        }
    }

    /// From a command to the nearest read that shows what it did.
    fn to_effect(&self, links: &mut Map<String, Value>, from: &Operation<'_>) {
        let mut path = from.path;
        loop {
            if let Some(target) = self.operations.iter().find(|one| one.path == path && one.method == "get") {
                insert(links, "", from, target, &Self::own(from, path));
                return;
            }
            let Some((above, _)) = path.rsplit_once('/') else { return };
            path = above;
        }
    }
}

fn insert(
    links: &mut Map<String, Value>,
    part: &str,
    from: &Operation<'_>,
    to: &Operation<'_>,
    known: &Known,
) {
    let mut values: Map<String, Value> =
        known.iter().map(|(name, expression)| (format!("path.{name}"), json!(expression))).collect();
    let headers = to.described["parameters"].as_array().into_iter().flatten();
    if from.method != "get" && headers.into_iter().any(|one| one["name"] == POSITION.1) {
        values.insert(format!("header.{}", POSITION.1), json!(format!("$response.header.{}", POSITION.0)));
    }
    let id = to.described["operationId"].as_str().unwrap_or_default();
    let name = if part.is_empty() { id.to_owned() } else { format!("{id}_of_{part}") };
    let link = json!({ "operationId": id, "parameters": values, "description": to.described["summary"] });
    links.entry(name).or_insert(link);
}
