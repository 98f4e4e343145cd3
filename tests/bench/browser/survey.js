/* The same sheet by SurveyJS, kept as its documentation says: all the answers in localStorage at each change. */

const PLACE = "comparaison"
const survey = new Survey.Model(globalThis.sheet)
survey.data = JSON.parse(localStorage.getItem(PLACE) ?? "{}")
survey.onValueChanged.add(() => localStorage.setItem(PLACE, JSON.stringify(survey.data)))
survey.render(document.getElementById("survey"))
globalThis.survey = survey

const loaded = (address) => new Promise((done, fail) => {
  const script = document.createElement("script")
  script.src = address
  script.onload = done
  script.onerror = fail
  document.head.append(script)
})

document.getElementById("pdf").addEventListener("click", async () => {
  if (!globalThis.SurveyPDF) {
    await loaded("node_modules/jspdf/dist/jspdf.umd.min.js")
    await loaded("node_modules/survey-pdf/survey.pdf.min.js")
  }
  const document = new SurveyPDF.SurveyPDF(globalThis.sheet)
  document.data = survey.data
  URL.createObjectURL(await document.raw("blob"))
})
