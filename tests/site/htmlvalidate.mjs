// The rules of html-validate for the built site: all the recommended ones, but these, each for its reason.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // How the source is laid out, which no browser sees: MkDocs' templates write it.
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    // HTML allows any id without white space; the theme's toggles are called « __drawer » and « __search ».
    "valid-id": ["error", { relaxed: true }],
    // A label both around its control and tied to it by « for »: some voice control software only follows « for ».
    "no-redundant-for": "off",
    // Nothing is ever sent: no form of the site has anywhere to submit to (its policy says form-action 'none').
    "wcag/h32": "off",
    // The theme writes the table of contents twice, one for each width. axe checks the landmarks that are really there, in a browser.
    "unique-landmark": "off",
  },
}
