/* What a file is, by its first bytes: its name and its ending may lie. */

import { Refusal, damaged, encrypted } from "./refusal.js"

export const MAX_FILE = 60_000_000

const OLE = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
const ZIP = ["PK\x03\x04", "PK\x05\x06", "PK\x07\x08"]
const PICTURES = ["\x89PNG", "\xff\xd8\xff", "GIF8", "BM", "II*\x00", "MM\x00*", "\x00\x00\x01\x00", "8BPS"]
const UNPACK = "ouvrez-la, sortez-en les fiches, puis ouvrez-les ici"
const ASK = "demandez la fiche elle-même"
const RUN = "ne l’ouvrez pas et demandez d’où il vient"

/** @type {[start: string, what: string, remedy: string][]} */
const OTHERS = [
  ["{\\rtf", "un document RTF", "ouvrez-le dans un traitement de texte et enregistrez-le au format DOCX ou ODT"],
  ["7z\xbc\xaf", "une archive", UNPACK],
  ["Rar!", "une archive", UNPACK],
  ["\x1f\x8b", "une archive", UNPACK],
  ["ID3", "un enregistrement sonore", ASK],
  ["OggS", "un enregistrement sonore", ASK],
  ["RIFF", "une image, un son ou une vidéo", `${ASK}, pas son image`],
  ["MZ", "un programme", RUN],
  ["\x7fELF", "un programme", RUN],
]

/** @type {[stream: string, what: string][]} */
const OLE_STREAMS = [
  ["EncryptedPackage", ""],
  ["WordDocument", "un ancien document Word (.doc)"],
  ["Workbook", "un ancien classeur Excel (.xls)"],
  ["PowerPoint Document", "un ancien diaporama (.ppt)"],
  ["__substg1.0_", "un courriel enregistré (.msg)"],
]
const SHEET = "en PDF, DOCX, ODT, XLSX ou JSON"
const MAIL = /^(?:From|Received|Return-Path|MIME-Version|Delivered-To|Subject):/i

/**
 * Return what the bytes of a file are; a "zip" tells by its parts whether it is DOCX, ODT or XLSX. Throw Refusal when they hold no sheet.
 * @param {Uint8Array} data
 * @returns {"pdf" | "zip" | "json"}
 */
export function sniff(data) {
  if (!data.length) throw new Refusal("empty", "Le fichier est vide (0 octet) : demandez qu’on vous l’envoie de nouveau.")
  if (data.length > MAX_FILE) {
    const size = `${MAX_FILE / 1_000_000}\u00a0Mo`
    throw new Refusal("heavy", `Le fichier pèse plus de ${size} : ce n’est pas une fiche, ou retirez-en les images avant de l’enregistrer.`)
  }
  const head = String.fromCharCode(...data.subarray(0, 1024))
  const starts = (/** @type {string} */ sign) => head.startsWith(sign)
  if (head.includes("%PDF-")) return "pdf"
  if (ZIP.some(starts)) return "zip"
  if (starts(OLE)) throw ole(data)
  if (PICTURES.some(starts)) {
    throw new Refusal("picture", "Le fichier est une image : demandez la fiche elle-même ; ce qui est écrit sur une photo se recopie à la main.")
  }
  if (head.slice(4, 8) === "ftyp") {
    throw new Refusal("other", "Le fichier est une vidéo ou une photo de téléphone : demandez la fiche elle-même, pas son image.")
  }
  if (data.every((byte) => byte === 0)) throw damaged()
  const other = OTHERS.find(([start]) => starts(start))
  if (other) throw new Refusal("other", `Le fichier est ${other[1]} : ${other[2]}.`)
  return ofText(data, head)
}

/**
 * Return the text that bytes are, in UTF-8 or UTF-16; null when they are none.
 * @param {Uint8Array} data
 * @returns {string | null}
 */
export function textOf(data) {
  const encoding = data[0] === 0xff && data[1] === 0xfe ? "utf-16le" : data[0] === 0xfe && data[1] === 0xff ? "utf-16be" : "utf-8"
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(data)
    return text.includes("\0") ? null : text
  } catch {
    return null
  }
}

/**
 * Tell what the container of old Office files holds, which is also that of encrypted new ones.
 * @param {Uint8Array} data
 * @returns {Refusal}
 */
function ole(data) {
  const found = OLE_STREAMS.find(([stream]) => holds(data, [...stream].flatMap((sign) => [sign.charCodeAt(0), 0])))
  if (!found) return damaged()
  const [, what] = found
  if (!what) return encrypted()
  const remedy = what.includes("courriel") ? "demandez les pièces jointes" : "ouvrez-le, enregistrez-le au format DOCX ou XLSX, puis recommencez"
  return new Refusal("old", `Le fichier est ${what} : ${remedy}.`)
}

/**
 * @param {Uint8Array} data
 * @param {number[]} wanted
 * @returns {boolean}
 */
function holds(data, wanted) {
  for (let at = data.indexOf(wanted[0] ?? 0); at >= 0; at = data.indexOf(wanted[0] ?? 0, at + 1)) {
    if (wanted.every((byte, rank) => data[at + rank] === byte)) return true
  }
  return false
}

/**
 * @param {Uint8Array} data
 * @param {string} raw its first bytes
 * @returns {"json"}
 */
function ofText(data, raw) {
  const text = textOf(data)
  const head = (text ?? "").trimStart().slice(0, 2000)
  if (head.startsWith("{") || head.startsWith("[")) return "json"
  const [what, remedy] = kindOfText(head, raw)
  if (what) throw new Refusal("text", `Le fichier est ${what} : ${remedy}.`)
  if (text !== null) throw new Refusal("text", `Le fichier est du texte simple : donnez la fiche elle-même, ${SHEET}.`)
  throw new Refusal("unknown", "Le fichier n’est ni un PDF, ni un DOCX, ni un ODT, ni un XLSX, ni un JSON, ou son début est abîmé : redemandez-le.")
}

/**
 * Tell what a text is and what to do, for the kinds that people send by mistake.
 * @param {string} head
 * @param {string} raw
 * @returns {[what: string, remedy: string]}
 */
function kindOfText(head, raw) {
  const opening = head.slice(0, 200).toLowerCase()
  if (opening.startsWith("<!doctype html") || opening.startsWith("<html") || head.toLowerCase().includes("<html")) {
    return ["une page web enregistrée", `demandez la fiche remplie elle-même, ${SHEET}`]
  }
  if (head.includes("office:document")) {
    return ["un document OpenDocument à plat", "ouvrez-le dans LibreOffice et enregistrez-le au format ODT ou XLSX"]
  }
  if (head.toLowerCase().includes("<w:worddocument") || head.includes("pkg:package")) {
    return ["un document Word en XML", "ouvrez-le dans Word et enregistrez-le au format DOCX"]
  }
  if (MAIL.test(raw)) return ["un courriel enregistré", "demandez ses pièces jointes"]
  if (opening.startsWith("<?xml")) return ["un fichier XML", `donnez la fiche elle-même, ${SHEET}`]
  return ["", ""]
}
