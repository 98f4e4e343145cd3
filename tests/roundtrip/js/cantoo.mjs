// Fills PDF forms with @cantoo/pdf-lib. Reads jobs from stdin: [{source, target, answers: {name: {kind, value}}}].
import { readFileSync, writeFileSync } from "node:fs";
import { PDFDocument } from "@cantoo/pdf-lib";

const FILL = {
  radio: (form, name, value) => form.getRadioGroup(name).select(value),
  tick: (form, name) => form.getCheckBox(name).check(),
  list: (form, name, value) => form.getDropdown(name).select(value),
  text: (form, name, value) => form.getTextField(name).setText(value),
};

async function fill({ source, target, answers }) {
  const pdf = await PDFDocument.load(readFileSync(source));
  const form = pdf.getForm();
  for (const [name, { kind, value }] of Object.entries(answers)) FILL[kind](form, name, value);
  writeFileSync(target, await pdf.save());
}

for (const job of JSON.parse(readFileSync(0, "utf8"))) await fill(job);
