// TemplateMining
