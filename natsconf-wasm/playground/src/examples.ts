// What there is to begin with.

import core from "../../../fixtures/deployments/core-cluster.yaml?raw";
import minimal from "../../../fixtures/deployments/minimal.yaml?raw";
import clusters from "../../../fixtures/deployments/super-cluster.yaml?raw";
import brokenTemplate from "../examples/broken.conf.tftpl?raw";
import broken from "../examples/broken.conf?raw";
import curedTemplate from "../examples/cured.conf.tftpl?raw";
import cured from "../examples/cured.json?raw";
import incomplete from "../examples/broken.json?raw";
import leaf from "../examples/leaf.conf?raw";
import tenants from "../examples/tenants.conf?raw";
import type { State } from "./state";

type Example = Pick<State, "mode" | "text"> & Partial<State>;

/** By title, in the order of the list; the first of each mode is what a newcomer sees. */
export const EXAMPLES: Record<string, Example> = {
  "Written in a hurry": { mode: "config", text: broken },
  "Two tenants, one cluster": { mode: "config", text: tenants },
  "A leaf node at the edge": { mode: "config", text: leaf },
  "A template that fails": { mode: "template", text: brokenTemplate, variables: incomplete, variablesKind: "json" },
  "The same template, cured": { mode: "template", text: curedTemplate, variables: cured, variablesKind: "json" },
  "Three servers in one line": { mode: "deployment", text: minimal },
  "Two clusters with gateways": { mode: "deployment", text: clusters },
  "A core cluster on Kubernetes": { mode: "deployment", text: core },
};
