/*! Présence : recherche sans accents.
 * Ajouté, à la construction du site, à la fin du fichier français du moteur de recherche du thème.
 * « reseaux » trouve « réseaux », « oeuvre » trouve « œuvre » ; le texte affiché garde ses accents.
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

  // Words of the query: folded before they are read, wildcards included.
  var Lexer = lunr.QueryLexer
  lunr.QueryLexer = function (query) {
    Lexer.call(this, fold(query))
  }
  lunr.QueryLexer.prototype = Lexer.prototype
  Object.assign(lunr.QueryLexer, Lexer)
})()
