// What is being edited: all that a link shares and an example sets.

export const MODES = ["config", "template", "deployment"] as const;

export type Mode = (typeof MODES)[number];

export interface State {
  mode: Mode;
  /** The configuration, the template, or the description of a deployment. */
  text: string;
  /** The variables of the template. */
  variables: string;
  variablesKind: "json" | "tfvars";
  /** The server version whose rules count. */
  version: string;
}

/** The release families of nats-server that natsconf tells apart, the newest first. */
export const VERSIONS = ["2.15", "2.14", "2.12", "2.11", "2.10"];

const VARIABLES = '{\n  "server_name": "n1"\n}\n';

export const EMPTY: State = { mode: "config", text: "", variables: VARIABLES, variablesKind: "json", version: VERSIONS[0] };
