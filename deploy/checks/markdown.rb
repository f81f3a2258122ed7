# Rules of Markdown for mdl: what makes a page read badly somewhere, and no taste.
all
rule 'MD013', :line_length => 1000 # tables
exclude_rule 'MD002' # templates begin below a title of their own
exclude_rule 'MD014' # commands are shown without their output
exclude_rule 'MD022' # headings stand on their text
exclude_rule 'MD024' # each release has the same headings
exclude_rule 'MD026' # a heading may be a sentence
exclude_rule 'MD029' # ordered lists go on after a block of code
exclude_rule 'MD031' # code stands on its text
exclude_rule 'MD032' # lists stand on their text
exclude_rule 'MD033' # the reference has comments
exclude_rule 'MD036'
exclude_rule 'MD040' # a command line needs no language
exclude_rule 'MD041'
exclude_rule 'MD038' # a comment in code may begin with a space
exclude_rule 'MD046' # pages of packages quote by indentation
exclude_rule 'MD055'
exclude_rule 'MD057'
