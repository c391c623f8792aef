//! The methods of a class for what it verifies, reads or signs beside its operations, and its tokens.

use tawqee::{Class, FieldData, MethodData, TakenData, Type};

use super::{Types, doc};

impl Types {
    /// The members of a class that are no operations, as an interface that is merged with it.
    pub(super) fn methods(&mut self, class: &Class) {
        if class.methods.is_empty() && class.tokens.is_empty() {
            return;
        }
        if let Some((method, beside)) = class.methods.iter().find_map(delivery) {
            self.received(class, method, beside);
        }
        self.line(&format!("export interface {} {{", class.class));
        for token in &class.tokens {
            let setting = class.options.fields.iter().find(|field| field.name == *token);
            let summary = setting.map_or("", |setting| doc::first_sentence(&setting.doc));
            self.line(&format!("  /** {summary} It can be replaced, never read. */"));
            self.line(&format!("  set {token}(token: string);"));
        }
        for method in &class.methods {
            self.doc(&method.doc, "", "  ");
            self.line(&format!("  {}{}: {};", method.name, parameters(class, method), method.gives));
        }
        self.line("}\n");
    }

    /// What a method takes that verifies more than a body.
    fn received(&mut self, class: &Class, method: &MethodData, beside: &Type) {
        self.line(&format!("/** A {} of {} as it arrived. */", method.title, class.class));
        self.line(&format!("export interface {}Received {{", class.class));
        if let Some(url) = member(beside, "url") {
            self.doc(&url.doc, "", "  ");
            self.line("  url: string;");
        }
        self.line(HEADERS_AND_BODY);
        if member(beside, "now").is_some() {
            self.line(CLOCK);
        }
        if member(beside, "toleranceSeconds").is_some() {
            self.line(TOLERANCE);
        }
        self.line("}\n");
    }
}

const HEADERS_AND_BODY: &str = "  \
  /** A plain object, a `Headers` or a `Map`; names in any letter case. */
  headers: Record<string, string | readonly string[] | undefined> | { entries(): IterableIterator<[string, string]> };
  body: RawBody;";

const CLOCK: &str = "  \
  /** Unix seconds; the clock when absent. */
  now?: number;";

const TOLERANCE: &str = "  \
  /** How far the webhook's time may be from the clock, both ways; 300 when absent. */
  toleranceSeconds?: number;";

fn delivery(method: &MethodData) -> Option<(&MethodData, &Type)> {
    match &method.takes {
        TakenData::Delivery { beside, .. } => Some((method, beside)),
        _ => None,
    }
}

fn member<'a>(members: &'a Type, name: &str) -> Option<&'a FieldData> {
    members.fields.iter().find(|field| field.name == name)
}

fn parameters(class: &Class, method: &MethodData) -> String {
    match &method.takes {
        TakenData::Body { .. } => "(body: RawBody)".to_owned(),
        TakenData::Query { json: false, .. } => "(urlOrQuery: string)".to_owned(),
        TakenData::Query { json: true, .. } => "(urlOrQueryOrJson: string)".to_owned(),
        TakenData::Delivery { .. } => format!("(received: {}Received)", class.class),
        TakenData::Fields { parameters } => (*parameters).to_owned(),
        TakenData::ToDeliver { beside } => {
            let url = member(beside, "url").map_or("", |_| "url: string; ");
            let time = member(beside, "now").map_or("", |_| "; timestamp?: number");
            format!("(webhook: {{ {url}body: RawBody{time} }})")
        }
    }
}
