//! The most general of several types, or one made from them, that values of all of them can be converted to, as cty's
//! `Unify`: what a conditional gives whose branches differ, and what the elements of a list have in common.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Type;
use super::convert::is_possible;

/// The common type. `None` when there is none, and for no types at all.
pub(in crate::template::terraform) fn unify(types: &[Type], allow_unsafe: bool) -> Option<Type> {
    let types = distinct(types)?;
    match (types.as_slice(), unify_structures(&types, allow_unsafe)) {
        ([], _) => None,
        ([only], _) => Some(only.clone()),
        (_, Structure::Decided(found)) => found,
        (_, Structure::Open) => preferred(&types, allow_unsafe),
    }
}

/// Each type once, in the order given. `None` for more than could be compared with each other in sensible time.
fn distinct(types: &[Type]) -> Option<Vec<Type>> {
    const MOST: usize = 500;
    let mut distinct: Vec<Type> = Vec::new();
    for kind in types {
        if !distinct.contains(kind) {
            distinct.push(kind.clone());
        }
        if distinct.len() > MOST {
            return None;
        }
    }
    Some(distinct)
}

/// What looking at the outermost kinds alone says.
enum Structure {
    Decided(Option<Type>),
    Open,
}

/// Types of one structural kind may have a common type that is none of them.
fn unify_structures(types: &[Type], allow_unsafe: bool) -> Structure {
    let count = |is: fn(&Type) -> bool| types.iter().filter(|kind| is(kind)).count();
    let dynamic = count(|kind| *kind == Type::Dynamic);
    let (maps, lists) = (count(|kind| matches!(kind, Type::Map(_))), count(|kind| matches!(kind, Type::List(_))));
    let sets = count(|kind| matches!(kind, Type::Set(_)));
    let (objects, tuples) = (count(|t| matches!(t, Type::Object(_))), count(|t| matches!(t, Type::Tuple(_))));
    let only = |some: usize, of: usize| some > 0 && of + dynamic == types.len();
    let undecided = || Structure::Decided(Some(Type::Dynamic));

    if only(maps, maps) || only(lists, lists) || only(sets, sets) {
        return if dynamic > 0 { undecided() } else { Structure::Decided(unify_elements(types, allow_unsafe)) };
    }
    if only(maps, maps + objects) {
        return as_collections(types, allow_unsafe, |kind| matches!(kind, Type::Object(_)), objects_as_map);
    }
    if only(lists, lists + tuples) {
        return as_collections(types, allow_unsafe, |kind| matches!(kind, Type::Tuple(_)), tuples_as_list);
    }
    if only(objects, objects) {
        return if dynamic > 0 { undecided() } else { Structure::Decided(unify_objects(types, allow_unsafe)) };
    }
    if only(tuples, tuples) {
        return if dynamic > 0 { undecided() } else { Structure::Decided(unify_tuples(types, allow_unsafe)) };
    }
    if objects > 0 && tuples > 0 { Structure::Decided(None) } else { Structure::Open }
}

/// All are lists, or all sets, or all maps.
fn unify_elements(types: &[Type], allow_unsafe: bool) -> Option<Type> {
    let elements: Vec<Type> = types.iter().filter_map(Type::element).cloned().collect();
    let element = unify(&elements, allow_unsafe)?;
    let common = match types.first()? {
        Type::List(_) => Type::list(element),
        Type::Set(_) => Type::set(element),
        _ => Type::map(element),
    };
    all_convert(types, common, allow_unsafe)
}

/// Objects among maps are mostly maps in disguise, as are tuples among lists.
fn as_collections(
    types: &[Type],
    allow_unsafe: bool,
    is_disguised: fn(&Type) -> bool,
    collection_of: fn(&[Type], bool) -> Option<Type>,
) -> Structure {
    let (disguised, _): (Vec<Type>, Vec<Type>) = types.iter().cloned().partition(is_disguised);
    let Some(collection) = collection_of(&disguised, allow_unsafe) else { return Structure::Open };
    let revealed: Vec<Type> =
        types.iter().map(|kind| if is_disguised(kind) { collection.clone() } else { kind.clone() }).collect();
    match unify(&revealed, allow_unsafe) {
        Some(found) if std::mem::discriminant(&found) == std::mem::discriminant(&collection) => {
            Structure::Decided(Some(found))
        }
        _ => Structure::Open,
    }
}

/// Objects with the same names unify attribute by attribute, others to a map.
fn unify_objects(types: &[Type], allow_unsafe: bool) -> Option<Type> {
    let objects: Vec<&Arc<BTreeMap<Arc<str>, Type>>> = types.iter().filter_map(attributes).collect();
    let first = objects.first()?;
    if !objects.iter().all(|object| object.keys().eq(first.keys())) {
        return objects_as_map(types, allow_unsafe);
    }
    let attribute = |name: &Arc<str>| {
        let across: Vec<Type> = objects.iter().filter_map(|object| object.get(name)).cloned().collect();
        Some((name.clone(), unify(&across, allow_unsafe)?))
    };
    let common = Type::Object(Arc::new(first.keys().map(attribute).collect::<Option<_>>()?));
    all_convert(types, common, allow_unsafe).or_else(|| objects_as_map(types, allow_unsafe))
}

fn attributes(kind: &Type) -> Option<&Arc<BTreeMap<Arc<str>, Type>>> {
    if let Type::Object(attributes) = kind { Some(attributes) } else { None }
}

fn objects_as_map(types: &[Type], allow_unsafe: bool) -> Option<Type> {
    let all: Vec<Type> = types.iter().filter_map(attributes).flat_map(|object| object.values()).cloned().collect();
    all_convert(types, Type::map(unify(&all, allow_unsafe)?), allow_unsafe)
}

/// Tuples of one length unify element by element, others to a list.
fn unify_tuples(types: &[Type], allow_unsafe: bool) -> Option<Type> {
    let tuples: Vec<&Arc<[Type]>> = types.iter().filter_map(elements).collect();
    let length = tuples.first()?.len();
    if !tuples.iter().all(|tuple| tuple.len() == length) {
        return tuples_as_list(types, allow_unsafe);
    }
    let element = |index: usize| {
        let across: Vec<Type> = tuples.iter().map(|tuple| tuple[index].clone()).collect();
        unify(&across, allow_unsafe)
    };
    let common = Type::Tuple((0..length).map(element).collect::<Option<_>>()?);
    all_convert(types, common, allow_unsafe).or_else(|| tuples_as_list(types, allow_unsafe))
}

fn elements(kind: &Type) -> Option<&Arc<[Type]>> {
    if let Type::Tuple(elements) = kind { Some(elements) } else { None }
}

fn tuples_as_list(types: &[Type], allow_unsafe: bool) -> Option<Type> {
    let all: Vec<Type> = types.iter().filter_map(elements).flat_map(|tuple| tuple.iter()).cloned().collect();
    all_convert(types, Type::list(unify(&all, allow_unsafe)?), allow_unsafe)
}

fn all_convert(types: &[Type], common: Type, allow_unsafe: bool) -> Option<Type> {
    types.iter().all(|kind| *kind == common || is_possible(kind, &common, allow_unsafe)).then_some(common)
}

/// The first of the types, the more general before the less, that all others convert to.
fn preferred(types: &[Type], allow_unsafe: bool) -> Option<Type> {
    by_generality(types).into_iter().find_map(|index| all_convert(types, types[index].clone(), allow_unsafe))
}

/// A topological order by "more general than"; in the order given where that says nothing.
fn by_generality(types: &[Type]) -> Vec<usize> {
    let mut less_general: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    let mut above = vec![0usize; types.len()];
    for i in 0..types.len() {
        for j in i + 1..types.len() {
            match generality(&types[i], &types[j]) {
                Ordering::Less => {
                    less_general[i].push(j);
                    above[j] += 1;
                }
                Ordering::Greater => {
                    less_general[j].push(i);
                    above[i] += 1;
                }
                Ordering::Equal => {}
            }
        }
    }
    let mut order: Vec<usize> = (0..types.len()).filter(|index| above[*index] == 0).collect();
    let mut next = 0;
    while let Some(index) = order.get(next).copied() {
        next += 1;
        for below in &less_general[index] {
            above[*below] -= 1;
            if above[*below] == 0 {
                order.push(*below);
            }
        }
    }
    order
}

/// `Less` when `a` is the more general, `Equal` when neither is or it cannot be said.
#[expect(clippy::match_same_arms, reason = "one arm for each pair of types")]
fn generality(a: &Type, b: &Type) -> Ordering {
    match (a, b) {
        (Type::Dynamic, Type::Dynamic) => Ordering::Equal,
        (_, Type::Dynamic) => Ordering::Less,
        (Type::Dynamic, _) => Ordering::Greater,
        (Type::String, Type::Bool | Type::Number) => Ordering::Less,
        (Type::Bool | Type::Number, Type::String) => Ordering::Greater,
        (Type::List(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) | (Type::Map(a), Type::Map(b)) => {
            generality(a, b)
        }
        (Type::Tuple(_) | Type::List(_), Type::Set(_))
        | (Type::List(_), Type::Tuple(_))
        | (Type::Map(_), Type::Object(_)) => Ordering::Less,
        (Type::Set(_), Type::Tuple(_) | Type::List(_))
        | (Type::Tuple(_), Type::List(_))
        | (Type::Object(_), Type::Map(_)) => Ordering::Greater,
        (Type::Object(a), Type::Object(b)) if a.keys().eq(b.keys()) => all_sides(a.values().zip(b.values())),
        (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => all_sides(a.iter().zip(b.iter())),
        _ => Ordering::Equal,
    }
}

/// One side is the more general when no part says the contrary.
fn all_sides<'t>(pairs: impl Iterator<Item = (&'t Type, &'t Type)>) -> Ordering {
    let sides: Vec<Ordering> = pairs.map(|(a, b)| generality(a, b)).collect();
    match (sides.contains(&Ordering::Less), sides.contains(&Ordering::Greater)) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
