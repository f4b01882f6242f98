// Pictures of the page for people to judge: `node screenshots.mjs FOLDER`.

import { join } from "node:path";
import { browser, serve } from "./host.mjs";

const [folder] = process.argv.slice(2);
const host = await serve();
const chromium = await browser();

for (const [device, width, height] of [["desktop", 1440, 900], ["phone", 390, 844]]) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await chromium.newPage({ viewport: { width, height }, colorScheme });
    const picture = (name) => page.screenshot({ path: join(folder, `${device}-${colorScheme}-${name}.png`) });
    page.on("console", (message) => console.log(device, colorScheme, message.text()));
    page.on("pageerror", (error) => console.log(device, colorScheme, error));
    await page.goto(host.address);
    await page.locator(".problem").first().waitFor({ state: "attached" });
    const results = (name) => page.getByRole("tab", { name }).click();
    const example = (title) => page.getByLabel("Example").selectOption(title);
    await picture("start");
    await results("Problems");
    await page.locator("summary").first().click();
    await page.locator(".page").first().waitFor();
    await picture("explained");
    await example("Two tenants, one cluster");
    await page.getByText("Nothing to report.").waitFor();
    await picture("nothing");
    await results("Formatted");
    await page.locator("#text .cm-line").nth(3).waitFor();
    await picture("formatted");
    await results("JSON");
    await page.locator("#text .cm-line", { hasText: "{" }).first().waitFor();
    await picture("json");
    await example("A template that fails");
    await page.locator("#unreadable:not([hidden])").waitFor();
    await picture("unreadable");
    await results(device === "phone" ? "Editor" : "Problems");
    await picture("template");
    await example("The same template, cured");
    await results("Config");
    await page.locator("#text .cm-line").nth(3).waitFor();
    await picture("config");
    await example("Three servers in one line");
    if (device === "phone") {
      await results("Editor");
      await picture("description");
    }
    await results("Files");
    await page.getByRole("treeitem", { name: "README.md" }).waitFor();
    await picture("files");
    await example("A core cluster on Kubernetes");
    await page.getByRole("treeitem", { name: "backup.creds secret" }).click();
    await picture("secret");
    await page.getByLabel("Configuration", { exact: true }).and(page.locator(".cm-content")).evaluate((content) => content.cmTile.view.dispatch({ changes: { from: 0, insert: "sevrers: 3\n" } }));
    await page.locator("#old-files:not([hidden])").waitFor();
    await picture("old-files");
    await results("Problems");
    await picture("refused");
    if (device === "desktop") {
      await example("A leaf node at the edge");
      await page.locator("#editor .cm-line", { hasText: "reconnect" }).waitFor();
      await page.getByText("reconnect", { exact: true }).hover();
      await page.locator(".cm-tooltip .page").waitFor();
      await picture("hover");
    }
    await page.close();
  }
}
await chromium.close();
host.close();
