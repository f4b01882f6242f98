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
    await picture("start");
    if (device === "phone") await page.getByRole("tab", { name: "Problems" }).click();
    await page.locator("summary").first().click();
    await page.locator(".page").first().waitFor();
    await picture("explained");
    await page.getByRole("tab", { name: "JSON" }).click();
    await page.getByLabel("Example").selectOption("Two tenants, one cluster");
    await page.locator("#text .cm-line").nth(3).waitFor();
    await picture("json");
    if (device === "phone") await page.getByRole("tab", { name: "Editor" }).click();
    else await page.getByRole("tab", { name: "Problems" }).click();
    await page.getByLabel("Example").selectOption("A template that fails");
    await page.locator(".problem").first().waitFor({ state: "attached" });
    await picture("template");
    if (device === "desktop") {
      await page.getByLabel("Example").selectOption("A leaf node at the edge");
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
