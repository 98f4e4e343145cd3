/*! Présence : recherche sans accents.
 * Ajouté, à la construction du site, à la fin du fichier français du moteur de recherche du thème.
 * « reseaux » trouve « réseaux », « oeuvre » trouve « œuvre » ; le texte affiché garde ses accents.
 * Les mots-outils d’une question (« de », « l’ », « est ») ne cherchent rien tant qu’un autre mot y est.
 */
(function () {
  "use strict"

  var LIGATURES = { "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE" }

  function fold(text) {
    return text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[œŒæÆ]/g, function (letter) { return LIGATURES[letter] })
  }

  function foldToken(token) {
    return token.update(fold)
  }

  // Words of the pages: folded last, once the theme has taken out the stop words.
  lunr.Pipeline.registerFunction(foldToken, "fold-fr")
  var french = lunr.fr
  lunr.fr = function () {
    french.apply(this, arguments)
    this.pipeline.add(foldToken)
    this.searchPipeline.add(foldToken)
  }
  Object.assign(lunr.fr, french)

  // The theme makes a prefix of each word of the query, so that its stop words would find all that begins like them.
  var OTHERS = /^(a|quoi)$/
  var SHORT = 2

  function isTool(word) {
    return OTHERS.test(word) || !french.stopWordFilter(new lunr.Token(word))
  }

  function meaningful(query) {
    var words = query.split(lunr.tokenizer.separator).filter(Boolean)
    var bare = function (word) { return word.replace(/^[+-]|[*~^].*$/g, "").toLowerCase() }
    var kept = words.filter(function (word) { return bare(word) && !isTool(bare(word)) })
    if (kept.length < 2) return kept[0] || query
    return kept.map(function (word) { return bare(word).length > SHORT ? word : word.replace(/\*$/, "") }).join(" ")
  }

  // Words of the query: folded before they are read, wildcards included.
  var Lexer = lunr.QueryLexer
  lunr.QueryLexer = function (query) {
    Lexer.call(this, fold(meaningful(query)))
  }
  lunr.QueryLexer.prototype = Lexer.prototype
  Object.assign(lunr.QueryLexer, Lexer)
})()
