//! What can be made of several lists, or of parts of their items.

use indexmap::IndexMap;
use minijinja::value::{Kwargs, Rest, ValueKind};
use minijinja::{Error, State, Value};

use super::{Bill, defined, items, undefined, wrong};
use crate::template::jinja::values::is_defined;

/// Pays for so many lists of so many items.
fn pay(state: &State<'_, '_>, lists: usize, items: usize) -> Result<(), Error> {
    Bill::new(state).pay(lists.saturating_mul(items.saturating_add(2)).saturating_mul(size_of::<Value>()))
}

/// The items of the list that is filtered, and of each that is handed to the filter.
fn lists(state: &State<'_, '_>, value: &Value, others: &[Value]) -> Result<Vec<Vec<Value>>, Error> {
    std::iter::once(value).chain(others).map(|list| items(state, list)).collect()
}

/// Every choice of one item of each list, the last ones changing first.
pub(super) fn product(
    state: &State<'_, '_>,
    value: Value,
    others: Rest<Value>,
    kwargs: Kwargs,
) -> Result<Vec<Value>, Error> {
    let repeat = kwargs.get::<Option<usize>>("repeat")?.unwrap_or(1);
    kwargs.assert_all_used()?;
    let pools = lists(state, &value, &others)?;
    pay(state, repeat, pools.len())?;
    let pools: Vec<&Vec<Value>> = std::iter::repeat_n(&pools, repeat).flatten().collect();
    let mut chosen: Vec<Vec<Value>> = vec![Vec::new()];
    for (index, pool) in pools.into_iter().enumerate() {
        pay(state, chosen.len().saturating_mul(pool.len()), index + 1)?;
        let longer =
            |chosen: &Vec<Value>| pool.iter().map(|item| [&chosen[..], std::slice::from_ref(item)].concat()).collect();
        chosen = chosen.iter().flat_map(|chosen| -> Vec<_> { longer(chosen) }).collect();
    }
    Ok(chosen.into_iter().map(Value::from).collect())
}

/// The first items of all lists, then the second ones; `fillvalue` where a list has none any more.
pub(super) fn zip_longest(
    state: &State<'_, '_>,
    value: Value,
    others: Rest<Value>,
    kwargs: Kwargs,
) -> Result<Vec<Value>, Error> {
    let filler = kwargs.get::<Option<Value>>("fillvalue")?.unwrap_or_else(|| Value::from(()));
    kwargs.assert_all_used()?;
    let lists = lists(state, &value, &others)?;
    let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
    pay(state, longest, lists.len())?;
    let row = |index| lists.iter().map(|list| list.get(index).unwrap_or(&filler).clone()).collect::<Vec<_>>().into();
    Ok((0..longest).map(row).collect())
}

/// Every choice of so many items, in their order.
pub(super) fn combinations(state: &State<'_, '_>, value: Value, size: usize) -> Result<Vec<Value>, Error> {
    let items = items(state, &value)?;
    let mut made = Vec::new();
    if size > items.len() {
        return Ok(made);
    }
    let mut chosen: Vec<usize> = (0..size).collect();
    loop {
        pay(state, 1, size)?;
        made.push(chosen.iter().map(|index| items[*index].clone()).collect::<Vec<_>>().into());
        // The last one that can go on does, and those behind it follow it.
        let Some(at) = (0..size).rev().find(|at| chosen[*at] < items.len() - size + at) else { return Ok(made) };
        let next = chosen[at] + 1;
        for (place, index) in chosen[at..].iter_mut().zip(next..) {
            *place = index;
        }
    }
}

/// Every choice of so many items in every order, or of all of them.
pub(super) fn permutations(state: &State<'_, '_>, value: Value, size: Option<usize>) -> Result<Vec<Value>, Error> {
    let items = items(state, &value)?;
    let size = size.unwrap_or(items.len());
    let mut chosen: Vec<Vec<usize>> = vec![Vec::new()];
    for length in 1..=size {
        let left = (items.len() + 1).saturating_sub(length);
        pay(state, chosen.len().saturating_mul(left), length)?;
        let longer = |chosen: Vec<usize>| -> Vec<Vec<usize>> {
            let free = (0..items.len()).filter(|index| !chosen.contains(index));
            free.map(|index| [&chosen[..], &[index]].concat()).collect()
        };
        chosen = chosen.into_iter().flat_map(longer).collect();
    }
    let picked = |chosen: Vec<usize>| chosen.into_iter().map(|index| items[index].clone()).collect::<Vec<_>>().into();
    Ok(chosen.into_iter().map(picked).collect())
}

/// Each item with each item of a list in it, which is found by its path.
pub(super) fn subelements(
    state: &State<'_, '_>,
    value: Value,
    path: Value,
    skip: Option<bool>,
    kwargs: Kwargs,
) -> Result<Vec<Value>, Error> {
    let skip = skip.or(kwargs.get("skip_missing")?).unwrap_or(false);
    kwargs.assert_all_used()?;
    let path = match path.as_str() {
        Some(path) => path.split('.').map(Value::from).collect(),
        None => items(state, &path)?,
    };
    let mut pairs = Vec::new();
    'elements: for element in elements(state, &value)? {
        let mut inner = element.clone();
        for key in &path {
            if inner.kind() != ValueKind::Map {
                return Err(wrong("a mapping is needed on the way to the list"));
            }
            inner = inner.get_item(key)?;
            if !is_defined(&inner) {
                if skip {
                    continue 'elements;
                }
                return Err(undefined(&inner));
            }
        }
        if inner.kind() != ValueKind::Seq {
            return Err(wrong("a list is needed there"));
        }
        let inner = items(state, &inner)?;
        pay(state, inner.len(), 2)?;
        pairs.extend(inner.into_iter().map(|item| Value::from(vec![element.clone(), item])));
    }
    Ok(pairs)
}

/// The items of a list, or the values of a mapping.
fn elements(state: &State<'_, '_>, value: &Value) -> Result<Vec<Value>, Error> {
    let keys = items(state, value)?;
    if value.kind() == ValueKind::Map { keys.iter().map(|key| value.get_item(key)).collect() } else { Ok(keys) }
}

/// What a container has under a key, and in that under further ones.
pub(super) fn extract(
    state: &State<'_, '_>,
    key: Value,
    container: Value,
    more: Option<Value>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let more = more.or(kwargs.get("morekeys")?);
    kwargs.assert_all_used()?;
    let more = match more {
        Some(more) if more.kind() == ValueKind::Seq => items(state, &more)?,
        more => more.into_iter().collect(),
    };
    let mut value = defined(&container)?.clone();
    for key in std::iter::once(defined(&key)?).chain(&more) {
        value = defined(&value)?.get_item(key)?;
    }
    Ok(value)
}

/// Mappings by what they have under a key.
pub(super) fn rekey_on_member(
    state: &State<'_, '_>,
    value: Value,
    key: String,
    duplicates: Option<String>,
    kwargs: Kwargs,
) -> Result<Value, Error> {
    let duplicates = duplicates.or(kwargs.get("duplicates")?);
    kwargs.assert_all_used()?;
    let overwrites = match duplicates.as_deref() {
        None | Some("error") => false,
        Some("overwrite") => true,
        Some(_) => return Err(wrong("`duplicates` is `error` or `overwrite`")),
    };
    let mut keyed = IndexMap::new();
    for item in elements(state, &value)? {
        if item.kind() != ValueKind::Map {
            return Err(wrong("mappings are needed"));
        }
        let member = item.get_item(&Value::from(key.as_str()))?;
        if keyed.insert(defined(&member)?.clone(), item).is_some() && !overwrites {
            return Err(wrong("two of them have the same"));
        }
    }
    Ok(Value::from_pairs(keyed))
}
