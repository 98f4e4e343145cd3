"""Our sheet in the page beside SurveyJS 2.5 showing the same one: same machine, same Chromium, same run, each in turn."""
