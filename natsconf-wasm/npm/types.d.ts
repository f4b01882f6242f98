/** Makes the functions ready, which they are at once in Node. Without a module, it is fetched from the package. */
export default function init(module?: BufferSource | WebAssembly.Module | Response | Promise<Response> | URL | string): Promise<void>;

/** Everything that is wrong with a configuration and what it includes, by place. */
export function lint(text: string, options?: Reading): Listing;

/** What a configuration says: includes and variables replaced, date-times as RFC 3339 text. */
export function parse(text: string, options?: Reading): { [name: string]: Value };

/** The text in the one style: comments and meaning kept. */
export function format(text: string, options?: Pick<Reading, "name" | "nats_version" | "columns">): string;

/** A configuration in another notation, or one of these as a configuration. */
export function convert(text: string, options: Reading & { to: Notation; from?: Notation }): string;

/** The text that a template gives, and what is wrong with it, at the places of the template that made it. */
export function renderTemplate(text: string, options?: Rendering): Rendered;

/** The files of a deployment. Keys that were not kept are made of the host's `crypto.getRandomValues`. */
export function render(text: string, options?: Describing): RenderedDeployment;

/** What changes in meaning from one configuration to another, and whether a reload applies it. */
export function diff(old: string, changed: string, options?: Comparing): Difference;

/** What is wrong with the configurations of servers, given by name, and what does not fit between them. */
export function lintCluster(servers: { [name: string]: string }, options?: Omit<Reading, "name">): Listing;

/** A string as a configuration writes it, so that the server reads exactly this value. */
export function quote(value: string): string;

/** The page of a finding such as `unknown-option`, or of an option such as `cluster.name`; Markdown. */
export function explain(name: string): string | null;

/** Every option of the server's configuration, or of a deployment's description. */
export function options(subject?: Subject): Option[];

/** The JSON Schema of a configuration, or of a deployment's description. */
export function schema(subject?: Subject): { [keyword: string]: unknown };

/** A text cannot be read, or an argument is wrong: then there are no diagnostics. */
export class NatsconfError extends Error {
  readonly diagnostics: Diagnostic[];
}

export interface Reading {
  /** What findings call the text, and what its includes are relative to. */
  name?: string;
  /** What it may include: texts by path. */
  files?: { [path: string]: string };
  /** The environment variables that it sees. */
  env?: { [name: string]: string };
  /** The server version whose rules count, such as `2.14`; by default the newest known one. */
  nats_version?: string;
  /** What columns, and the `start` and `end` of edits, count: characters and bytes, or UTF-16 code units in both. */
  columns?: "default" | "utf16";
}

export interface Comparing extends Omit<Reading, "name"> {
  /** What findings and places call the texts. */
  old_name?: string;
  new_name?: string;
}

export interface Rendering extends Reading {
  /** The language of the template; Terraform's `templatefile` by default. */
  syntax?: "terraform" | "jinja";
  /** Values by name, or their text: JSON, or `name = value` lines where `variables_name` ends in `.tfvars`. */
  variables?: { [name: string]: unknown } | string;
  /** What findings call the text of the variables. */
  variables_name?: string;
}

export interface Describing {
  /** What findings call the text, and whose end tells its notation: `.yaml` as by default, `.toml` or `.json`. */
  name?: string;
  /** The files that it names: texts by path. */
  files?: { [path: string]: string };
  /** What earlier calls made. */
  kept?: Partial<Keys>;
  /** The files of the key folder of `natsconf render`: texts by path. */
  kept_files?: { [path: string]: string };
  /** The time, in Unix seconds; by default the host's. */
  now?: number;
  /** 64 hexadecimal digits, of which new keys are made; by default the host's. */
  entropy?: string;
  columns?: "default" | "utf16";
}

export interface RenderedDeployment extends Listing {
  files: RenderedFile[];
  /** Keys and tokens that had to be made: to be kept, and kept secret. */
  made: Keys;
  certificates: CertificateRequest[];
}

export interface RenderedFile {
  path: string;
  text: string;
  /** Whether it is only for its owner to read. */
  secret: boolean;
}

export interface Keys {
  seeds: { [name: string]: string };
  tokens: { [name: string]: string };
  /** Tokens that are passwords, and hashes of passwords. */
  secrets: { [name: string]: string };
  /** Public keys of users that others have taken the place of: their credentials are revoked. */
  retired?: { [name: string]: string[] };
}

/** A certificate that the files name; its key lies beside it. */
export interface CertificateRequest {
  path: string;
  common_name: string;
  /** DNS names and IP addresses. */
  names: string[];
  server: boolean;
  client: boolean;
}

export interface Listing {
  diagnostics: Diagnostic[];
  summary: Summary;
}

export interface Rendered extends Listing {
  text: string;
}

export interface Summary {
  files: number;
  errors: number;
  warnings: number;
  hints: number;
}

export interface Diagnostic {
  code: string;
  /** The server refuses to start; does something that was not meant; works, and it reads better otherwise. */
  severity: "error" | "warning" | "hint";
  message: string;
  file: string;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  help: string | null;
  url: string;
  related: Related[];
  fix: Fix | null;
}

export interface Difference {
  changes: Change[];
  /** How many changes a reload applies, and how many need a restart. */
  summary: { reload: number; restart: number };
}

export interface Change {
  /** The option, under canonical names; items of a list stand by name. */
  path: string;
  kind: "added" | "removed" | "changed";
  /** The values as config text, with `..` for secrets. */
  old: string | null;
  new: string | null;
  how: "reload" | "restart";
  note: string | null;
  old_place: Place | null;
  new_place: Place | null;
}

export interface Place {
  file: string;
  line: number;
  column: number;
}

export interface Related {
  file: string;
  line: number;
  column: number;
  message: string;
}

export interface Fix {
  title: string;
  /** Whether the server then behaves as before, or exactly as clearly meant. */
  safe: boolean;
  edits: Edit[];
}

export interface Edit {
  start: number;
  end: number;
  text: string;
}

export interface Option {
  path: string;
  name: string;
  aliases: string[];
  type: string;
  enum: string[] | null;
  default: string | null;
  since: string;
  deprecated: string | null;
  removed: string | null;
  reloadable: boolean;
  secret: boolean;
  description: string;
}

export type Subject = "config" | "deployment";

export type Notation = "conf" | "json" | "yaml" | "toml";

export type Value = null | boolean | number | string | Value[] | { [name: string]: Value };
