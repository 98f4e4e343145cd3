/* Number formats of a workbook: which cells show a date, which a percentage. */

import { attribute, child } from "./xml.js"

const DATES = [[14, 22], [27, 36], [45, 47], [50, 58]]
const PERCENTS = [[9, 10]]
const QUOTED = /"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g

/**
 * What the style of each cell makes of a number.
 * @typedef {{ isDate: (style: string | null) => boolean, isPercent: (style: string | null) => boolean }} Formats
 */

/**
 * Return the formats of `xl/styles.xml`; none when the workbook has no such part.
 * @param {Element | null} styles
 * @returns {Formats}
 */
export function formatsOf(styles) {
  const custom = [...(child(styles, "numFmts")?.children ?? [])]
  const codes = new Map(custom.map((item) => [attribute(item, "numFmtId"), attribute(item, "formatCode") ?? ""]))
  const applied = [...(child(styles, "cellXfs")?.children ?? [])].map((item) => {
    const number = attribute(item, "numFmtId") || "0"
    return { number: Number(number), code: (codes.get(number) ?? "").replace(QUOTED, "") }
  })
  const of = (/** @type {string | null} */ style) => applied[/^[0-9]+$/.test(style ?? "") ? Number(style) : 0] ?? { number: 0, code: "" }
  /** @type {(number: number, ranges: number[][]) => boolean} */
  const within = (number, ranges) => ranges.some(([first = 0, last = 0]) => number >= first && number <= last)
  return {
    isDate(style) {
      const { number, code } = of(style)
      return code ? /[dyja]/i.test(code) && !code.toLowerCase().includes("general") : within(number, DATES)
    },
    isPercent(style) {
      const { number, code } = of(style)
      return code ? code.includes("%") : within(number, PERCENTS)
    },
  }
}
