//! What it costs to go through a value, for templates whose values are larger than what made them: a list of a list,
//! twice each, forty times, has more parts than a computer can count.

use indexmap::IndexMap;
use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, State, Value};

/// Hands a value on as a list, if it would make its items anew each time it is asked for them.
pub(super) const LIST: &str = "list!";
/// Hands a value on when all of it can be paid for.
pub(super) const WHOLE: &str = "whole!";
/// Hands a value on when it can be kept: it does not nest deeper than what goes through values can bear.
pub(super) const KEPT: &str = "kept!";

/// The bytes that one fuel pays for, as in minijinja.
pub(super) const BYTES: u64 = 64;

/// What a part of a value costs that is compared, printed or copied, in bytes.
const PART: usize = 8;

/// What an item of a list costs that is made, in bytes: its place, and the time that lazy lists take.
const ITEM: usize = 64;

/// How deep a value may nest. What goes through values is recursive.
const DEPTH: usize = 200;

/// Adds the filters that the operands of templates go through. Their names cannot be written in a template.
pub(super) fn add(environment: &mut Environment<'_>) {
    environment.add_filter(LIST, list);
    environment.add_filter(WHOLE, |state: &State<'_, '_>, value: Value| whole(state, &value).map(|()| value));
    environment.add_filter(KEPT, |state: &State<'_, '_>, value: Value| {
        Bill::new(state).through(&value, (PART, 0), DEPTH).map(|()| value)
    });
}

/// Takes fuel for going through a value.
///
/// # Errors
/// There is too little left, or the value nests too deep.
pub(super) fn whole(state: &State<'_, '_>, value: &Value) -> Result<(), Error> {
    Bill::new(state).through(value, (PART, 1), DEPTH)
}

/// Takes fuel for going through these arguments once for each item of a list.
pub(super) fn each(state: &State<'_, '_>, list: &Value, arguments: &[Value]) -> Result<(), Error> {
    let mut bill = Bill::new(state);
    arguments.iter().try_for_each(|argument| bill.through(argument, (PART, 1), DEPTH))?;
    let bytes = usize::try_from(bill.total).unwrap_or(usize::MAX);
    bill.pay(bytes.saturating_mul(list.len().unwrap_or(0)))
}

fn list(state: &State<'_, '_>, value: Value) -> Result<Value, Error> {
    let is_list = matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable);
    let has_items = value.is_tuple() || value.downcast_object_ref::<Vec<Value>>().is_some();
    if is_list && !has_items { items(state, &value).map(Value::from) } else { Ok(value) }
}

/// The items of a list, paid for.
pub(super) fn items(state: &State<'_, '_>, list: &Value) -> Result<Vec<Value>, Error> {
    let mut bill = Bill::new(state);
    list.try_iter()?.checked().map(|item| bill.pay(ITEM).and(item)).collect()
}

/// Takes fuel for bytes.
pub(super) struct Bill<'s, 't, 'e> {
    state: &'s State<'t, 'e>,
    /// The bytes so far. What is more than whole fuels of them is not paid yet.
    total: u64,
}

impl<'s, 't, 'e> Bill<'s, 't, 'e> {
    pub(super) fn new(state: &'s State<'t, 'e>) -> Self {
        Bill { state, total: 0 }
    }

    /// Takes the fuel for so many bytes.
    ///
    /// # Errors
    /// There is none left.
    pub(super) fn pay(&mut self, bytes: usize) -> Result<(), Error> {
        let paid = self.total / BYTES;
        self.total = self.total.saturating_add(bytes as u64);
        let fuel = self.total / BYTES - paid;
        if fuel > 0 { self.state.consume_fuel(fuel) } else { Ok(()) }
    }

    fn through(&mut self, value: &Value, price: (usize, usize), depth: usize) -> Result<(), Error> {
        let (part, byte) = price;
        self.pay(part)?;
        let kind = value.kind();
        if !matches!(kind, ValueKind::Seq | ValueKind::Iterable | ValueKind::Map) {
            return self.pay(value.as_str().map_or(0, str::len) * byte);
        }
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Error::new(ErrorKind::OutOfFuel, "this value nests too deep"));
        };
        if let Some(items) = value.downcast_object_ref::<Vec<Value>>() {
            return items.iter().try_for_each(|item| self.through(item, price, depth));
        }
        if let Some(entries) = value.downcast_object_ref::<IndexMap<Value, Value>>() {
            return entries.iter().try_for_each(|(key, value)| {
                self.through(key, price, depth)?;
                self.through(value, price, depth)
            });
        }
        for item in value.try_iter()?.checked() {
            let item = item?;
            self.through(&item, price, depth)?;
            if kind == ValueKind::Map {
                self.through(&value.get_item(&item)?, price, depth)?;
            }
        }
        Ok(())
    }
}
