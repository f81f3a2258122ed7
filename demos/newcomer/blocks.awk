# Takes the code blocks out of a page of the manual, each into a file of its own: NUMBER-LINE-KIND.sh in the folder OUT.
#
#   awk -v OUT=FOLDER -f blocks.awk PAGE.md
#
# KIND is what the HTML comment on the line before the block says:
#   run     nothing: it is run as it is
#   yours   <!-- yours -->            it sets what is the reader's own; values may be put in the place of its own
#   typed   <!-- typed: WHAT -->      it reads WHAT from the keyboard
#   left    <!-- not run: REASON -->  nobody can run it here; the file's first line is the reason
# A block in another language than sh is shown, not run. One without any language is a fault of the page: nobody can tell.
function fault(text) { printf "%s:%d: %s\n", FILENAME, FNR, text > "/dev/stderr"; failed = 1; exit 1 }

/^```/ && !inside {
  inside = 1
  language = substr($0, 4)
  if (language == "") fault("this block says no language: sh for commands, text for what they print")
  if (language == "sh") {
    kind = said ~ /^<!-- yours -->$/ ? "yours" : said ~ /^<!-- typed: .+ -->$/ ? "typed" : said ~ /^<!-- not run: .+ -->$/ ? "left" : "run"
    if (kind == "run" && said ~ /^<!--/) fault("what does this comment mean? " said)
    file = sprintf("%s/%02d-%d-%s.sh", OUT, ++count, FNR + 1, kind)
    printf "" > file
    if (kind == "left") { sub(/^<!-- not run: /, "", said); sub(/ -->$/, "", said); print "# " said > file }
  }
  next
}
/^```/ { inside = 0; said = ""; if (language == "sh") close(file); next }
inside { if (language == "sh") print > file; next }
NF { said = $0 }
END {
  if (failed) exit 1
  if (inside) fault("the last block does not end")
  if (!count) fault("no block to run")
}
