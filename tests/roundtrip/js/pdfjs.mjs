// Fills PDF forms as Firefox does. Reads jobs from stdin: [{source, target, answers: {name: {kind, value}}}].
import { readFileSync, writeFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const FONTS = new URL("../../../node_modules/pdfjs-dist/standard_fonts/", import.meta.url).pathname;

function changes(widgets, { kind, value }) {
  if (kind === "radio") return widgets.map((widget) => [widget.id, { value: widget.exportValues === value }]);
  return widgets.map((widget) => [widget.id, { value: kind === "tick" ? true : value }]);
}

async function fill({ source, target, answers }) {
  const task = getDocument({ data: new Uint8Array(readFileSync(source)), verbosity: 0, useSystemFonts: false, standardFontDataUrl: FONTS });
  const pdf = await task.promise;
  const fields = await pdf.getFieldObjects();
  for (const [name, answer] of Object.entries(answers)) {
    const widgets = (fields[name] ?? []).filter((field) => field.id && field.page >= 0);
    if (widgets.length === 0) throw new Error(`pdf.js ne voit pas le champ ${name}`);
    for (const [id, change] of changes(widgets, answer)) pdf.annotationStorage.setValue(id, change);
  }
  writeFileSync(target, await pdf.saveDocument());
  await task.destroy();
}

for (const job of JSON.parse(readFileSync(0, "utf8"))) await fill(job);
