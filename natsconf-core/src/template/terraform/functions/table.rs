//! All functions, sorted by name, as `terraform metadata functions` lists them.

use super::{Function, Parameter, Run, Want};
use super::{
    cidr, convert, csv, encoding, files, format, hash, lists, maps, numbers, regex, sets, strings, time, yaml,
};

const fn parameter(name: &'static str, want: Want) -> Parameter {
    Parameter { name, want, takes_null: false, takes_untyped: false }
}

const fn any(name: &'static str) -> Parameter {
    parameter(name, Want::Any)
}

const fn bools(name: &'static str) -> Parameter {
    parameter(name, Want::Bools)
}

const fn expression(name: &'static str) -> Parameter {
    Parameter { takes_null: true, takes_untyped: true, ..parameter(name, Want::Expression) }
}

const fn list(name: &'static str) -> Parameter {
    parameter(name, Want::List)
}

const fn number(name: &'static str) -> Parameter {
    parameter(name, Want::Number)
}

const fn set(name: &'static str) -> Parameter {
    parameter(name, Want::Set)
}

const fn string(name: &'static str) -> Parameter {
    parameter(name, Want::String)
}

const fn strings(name: &'static str) -> Parameter {
    parameter(name, Want::Strings)
}

/// Takes a null, but not one without a type.
const fn typed_null(name: &'static str) -> Parameter {
    Parameter { takes_null: true, ..any(name) }
}

/// Takes what has no type, but no null.
const fn untyped(name: &'static str) -> Parameter {
    Parameter { takes_untyped: true, ..any(name) }
}

/// Takes everything.
const fn whatever(name: &'static str) -> Parameter {
    Parameter { takes_null: true, takes_untyped: true, ..any(name) }
}

const fn function(
    name: &'static str,
    parameters: &'static [Parameter],
    result: Want,
    run: fn(&super::Arguments<'_>) -> super::Outcome,
) -> Function {
    Function { name, parameters, rest: None, result, run: Run::Plain(run) }
}

const fn special(name: &'static str, parameters: &'static [Parameter], result: Want, run: Run) -> Function {
    Function { name, parameters, rest: None, result, run }
}

impl Function {
    const fn and(self, rest: Parameter) -> Function {
        Function { rest: Some(rest), ..self }
    }
}

const CLOCK: &str = "its result changes from run to run; pass the time as a variable";
const RANDOM: &str = "its result changes from run to run; pass the value as a variable";

#[cfg(feature = "rare-functions")]
const BASE64_GZIP: Run = Run::Plain(super::gzip::base64_gzip);
#[cfg(feature = "rare-functions")]
const RSA_DECRYPT: Run = Run::Plain(super::rsa::decrypt);
#[cfg(not(feature = "rare-functions"))]
const BASE64_GZIP: Run = Run::Refused(TOO_LARGE);
#[cfg(not(feature = "rare-functions"))]
const RSA_DECRYPT: Run = Run::Refused(TOO_LARGE);
#[cfg(not(feature = "rare-functions"))]
const TOO_LARGE: &str = "this build of natsconf has no room for it; pass the value as a variable";

pub(super) static FUNCTIONS: &[Function] = &[
    function("abs", &[number("num")], Want::Number, numbers::abs),
    function("abspath", &[string("path")], Want::String, files::absolute),
    function("alltrue", &[bools("list")], Want::Bool, lists::all_true),
    function("anytrue", &[bools("list")], Want::Bool, lists::any_true),
    function("base64decode", &[string("str")], Want::String, encoding::base64_decode),
    function("base64encode", &[string("str")], Want::String, encoding::base64_encode),
    special("base64gzip", &[string("str")], Want::String, BASE64_GZIP),
    function("base64sha256", &[string("str")], Want::String, hash::base64_sha256),
    function("base64sha512", &[string("str")], Want::String, hash::base64_sha512),
    function("basename", &[string("path")], Want::String, files::base_name),
    special("bcrypt", &[string("str")], Want::String, Run::Refused(RANDOM)).and(number("cost")),
    special("can", &[expression("expression")], Want::Bool, Run::Can),
    function("ceil", &[number("num")], Want::Number, numbers::ceil),
    function("chomp", &[string("str")], Want::String, strings::chomp),
    function("chunklist", &[list("list"), number("size")], Want::Any, lists::chunk),
    function("cidrhost", &[string("prefix"), number("hostnum")], Want::String, cidr::host),
    function("cidrnetmask", &[string("prefix")], Want::String, cidr::netmask),
    function("cidrsubnet", &[string("prefix"), number("newbits"), number("netnum")], Want::String, cidr::subnet),
    function("cidrsubnets", &[string("prefix")], Want::Strings, cidr::subnets).and(number("newbits")),
    function("coalesce", &[], Want::Any, convert::coalesce).and(whatever("vals")),
    function("coalescelist", &[], Want::Any, lists::coalesce_list).and(whatever("vals")),
    function("compact", &[strings("list")], Want::Strings, lists::compact),
    function("concat", &[], Want::Any, lists::concat).and(any("seqs")),
    function("contains", &[any("list"), any("value")], Want::Bool, lists::contains),
    function("csvdecode", &[string("str")], Want::Any, csv::decode),
    function("dirname", &[string("path")], Want::String, files::dir_name),
    function("distinct", &[list("list")], Want::Any, lists::distinct),
    function("element", &[any("list"), number("index")], Want::Any, lists::element),
    function("endswith", &[string("str"), string("suffix")], Want::Bool, strings::ends_with),
    function("ephemeralasnull", &[whatever("value")], Want::Any, convert::same),
    function("file", &[string("path")], Want::String, files::file),
    function("filebase64", &[string("path")], Want::String, files::file_base64),
    function("filebase64sha256", &[string("path")], Want::String, hash::file_base64_sha256),
    function("filebase64sha512", &[string("path")], Want::String, hash::file_base64_sha512),
    function("fileexists", &[string("path")], Want::Bool, files::file_exists),
    function("filemd5", &[string("path")], Want::String, hash::file_md5),
    function("fileset", &[string("path"), string("pattern")], Want::StringSet, files::file_set),
    function("filesha1", &[string("path")], Want::String, hash::file_sha1),
    function("filesha256", &[string("path")], Want::String, hash::file_sha256),
    function("filesha512", &[string("path")], Want::String, hash::file_sha512),
    function("flatten", &[any("list")], Want::Any, lists::flatten),
    function("floor", &[number("num")], Want::Number, numbers::floor),
    function("format", &[string("format")], Want::String, format::format).and(typed_null("args")),
    function("formatdate", &[string("format"), string("time")], Want::String, time::format_date),
    function("formatlist", &[string("format")], Want::Strings, format::format_list).and(typed_null("args")),
    function("indent", &[number("spaces"), string("str")], Want::String, strings::indent),
    function("index", &[any("list"), any("value")], Want::Number, lists::index),
    special("issensitive", &[whatever("value")], Want::Bool, Run::IsSensitive),
    function("join", &[string("separator")], Want::String, strings::join).and(strings("lists")),
    function("jsondecode", &[string("str")], Want::Any, convert::json_decode),
    function("jsonencode", &[whatever("val")], Want::String, strings::json_encode),
    function("keys", &[any("inputMap")], Want::Any, maps::keys),
    function("length", &[untyped("value")], Want::Number, strings::length),
    special("list", &[], Want::Any, Run::Removed("write `tolist([…])`")).and(whatever("vals")),
    function("log", &[number("num"), number("base")], Want::Number, numbers::log),
    function("lookup", &[any("inputMap"), string("key")], Want::Any, maps::lookup).and(whatever("default")),
    function("lower", &[string("str")], Want::String, strings::lower),
    special("map", &[], Want::Any, Run::Removed("write `tomap({…})`")).and(whatever("vals")),
    function("matchkeys", &[list("values"), list("keys"), list("searchset")], Want::Any, lists::match_keys),
    function("max", &[], Want::Number, numbers::max).and(number("numbers")),
    function("md5", &[string("str")], Want::String, hash::md5),
    function("merge", &[], Want::Any, maps::merge).and(whatever("maps")),
    function("min", &[], Want::Number, numbers::min).and(number("numbers")),
    function("nonsensitive", &[whatever("value")], Want::Any, convert::same),
    function("one", &[any("list")], Want::Any, lists::one),
    function("parseint", &[any("number"), number("base")], Want::Number, numbers::parse_int),
    function("pathexpand", &[string("path")], Want::String, files::expand),
    special("plantimestamp", &[], Want::String, Run::Refused(CLOCK)),
    function("pow", &[number("num"), number("power")], Want::Number, numbers::pow),
    function("range", &[], Want::Numbers, numbers::range).and(number("params")),
    function("regex", &[string("pattern"), string("string")], Want::Any, regex::regex),
    function("regexall", &[string("pattern"), string("string")], Want::List, regex::regex_all),
    function("replace", &[string("str"), string("substr"), string("replace")], Want::String, strings::replace),
    function("reverse", &[any("list")], Want::Any, lists::reverse),
    special("rsadecrypt", &[string("ciphertext"), string("privatekey")], Want::String, RSA_DECRYPT),
    function("sensitive", &[whatever("value")], Want::Any, convert::same),
    function("setintersection", &[set("first_set")], Want::Set, sets::intersection).and(set("other_sets")),
    function("setproduct", &[], Want::Any, sets::product).and(any("sets")),
    function("setsubtract", &[set("a"), set("b")], Want::Set, sets::subtract),
    function("setunion", &[set("first_set")], Want::Set, sets::union).and(set("other_sets")),
    function("sha1", &[string("str")], Want::String, hash::sha1),
    function("sha256", &[string("str")], Want::String, hash::sha256),
    function("sha512", &[string("str")], Want::String, hash::sha512),
    function("signum", &[number("num")], Want::Number, numbers::signum),
    function("slice", &[any("list"), number("start_index"), number("end_index")], Want::Any, lists::slice),
    function("sort", &[strings("list")], Want::Strings, lists::sort),
    function("split", &[string("separator"), string("str")], Want::Strings, strings::split),
    function("startswith", &[string("str"), string("prefix")], Want::Bool, strings::starts_with),
    function("strcontains", &[string("str"), string("substr")], Want::Bool, strings::contains),
    function("strrev", &[string("str")], Want::String, strings::reverse),
    function("substr", &[string("str"), number("offset"), number("length")], Want::String, strings::substr),
    function("sum", &[any("list")], Want::Number, numbers::sum),
    special("templatefile", &[string("path"), any("vars")], Want::Any, Run::Nested),
    special("templatestring", &[expression("template"), any("vars")], Want::String, Run::Nested),
    function("textdecodebase64", &[string("source"), string("encoding")], Want::String, encoding::text_decode_base64),
    function("textencodebase64", &[string("string"), string("encoding")], Want::String, encoding::text_encode_base64),
    function("timeadd", &[string("timestamp"), string("duration")], Want::String, time::add),
    function("timecmp", &[string("timestamp_a"), string("timestamp_b")], Want::Number, time::compare),
    special("timestamp", &[], Want::String, Run::Refused(CLOCK)),
    function("title", &[string("str")], Want::String, strings::title),
    function("tobool", &[whatever("v")], Want::Bool, convert::to_bool),
    function("tolist", &[whatever("v")], Want::List, convert::to_list),
    function("tomap", &[whatever("v")], Want::Any, convert::to_map),
    function("tonumber", &[whatever("v")], Want::Number, convert::to_number),
    function("toset", &[whatever("v")], Want::Set, convert::to_set),
    function("tostring", &[whatever("v")], Want::String, convert::to_string),
    function("transpose", &[parameter("values", Want::StringLists)], Want::StringLists, lists::transpose),
    function("trim", &[string("str"), string("cutset")], Want::String, strings::trim),
    function("trimprefix", &[string("str"), string("prefix")], Want::String, strings::trim_prefix),
    function("trimspace", &[string("str")], Want::String, strings::trim_space),
    function("trimsuffix", &[string("str"), string("suffix")], Want::String, strings::trim_suffix),
    special("try", &[], Want::Any, Run::Try).and(expression("expressions")),
    function("upper", &[string("str")], Want::String, strings::upper),
    function("urlencode", &[string("str")], Want::String, encoding::url_encode),
    special("uuid", &[], Want::String, Run::Refused(RANDOM)),
    function("uuidv5", &[string("namespace"), string("name")], Want::String, hash::uuid_v5),
    function("values", &[any("mapping")], Want::Any, maps::values),
    function("yamldecode", &[string("src")], Want::Any, yaml::decode),
    function("yamlencode", &[whatever("value")], Want::String, yaml::encode),
    function("zipmap", &[strings("keys"), any("values")], Want::Any, maps::zip),
];
