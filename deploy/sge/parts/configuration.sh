# shellcheck shell=bash disable=SC2154  # the settings are up.sh's
# What is given out and how quickly. Written anew at each start: it costs half a second and cannot be stale.

configure() {
  local files=$root/run/configuration queue
  mkdir -p "$files"
  qconf -ah "$host" > /dev/null 2>&1 || true
  qconf -as "$host" > /dev/null 2>&1 || true

  # A job that asks for no memory gets 1G: with the usual default of 0 a consumable h_vmem kills it at its start.
  qconf -sc | awk '!/^#/ && $1 !~ /^(h_vmem|gpu|bigmem)$/' > "$files/complexes"
  cat >> "$files/complexes" << CONF
h_vmem h_vmem MEMORY <= YES YES 1G 0
gpu gpu INT <= YES JOB 0 0
bigmem bigmem BOOL == YES NO FALSE 0
CONF
  logged 'resources' qconf -Mc "$files/complexes"

  cat > "$files/host" << CONF
hostname $host
load_scaling NONE
complex_values slots=$slots,gpu=$gpus,h_vmem=${mem}M,bigmem=TRUE
user_lists NONE
xuser_lists NONE
projects NONE
xprojects NONE
usage_scaling NONE
report_variables NONE
CONF
  add_or_modify e "$host" "$files/host"
  printf 'group_name @allhosts\nhostlist %s\n' "$host" > "$files/hosts"
  add_or_modify hgrp @allhosts "$files/hosts"
  printf 'name flywheel\noticket 0\nfshare 0\nacl NONE\nxacl NONE\n' > "$files/project"
  add_or_modify prj flywheel "$files/project"
  cat > "$files/threaded" << CONF
pe_name threaded
slots 999
user_lists NONE
xuser_lists NONE
start_proc_args NONE
stop_proc_args NONE
allocation_rule \$pe_slots
control_slaves FALSE
job_is_first_task TRUE
urgency_slots min
accounting_summary FALSE
qsort_args NONE
CONF
  add_or_modify p threaded "$files/threaded"
  for queue in all.q gpu.q; do
    qconf -sq | awk -v queue="$queue" -v slots="$slots" '
      BEGIN { value["qname"] = queue; value["hostlist"] = "@allhosts"; value["pe_list"] = "threaded"; value["slots"] = slots
        value["shell"] = "/bin/bash"; value["shell_start_mode"] = "unix_behavior"; value["load_thresholds"] = "NONE"
        value["seq_no"] = queue == "all.q" ? 0 : 9; value["notify"] = "00:00:05" }
      { print $1, $1 in value ? value[$1] : substr($0, index($0, $2)) }' > "$files/$queue"
    add_or_modify q "$queue" "$files/$queue"
  done

  # Look for work each second; after a submission or an end at once.
  qconf -ssconf | sed -e 's/^schedule_interval .*/schedule_interval 0:0:1/' -e 's/^flush_submit_sec .*/flush_submit_sec 1/' \
    -e 's/^flush_finish_sec .*/flush_finish_sec 1/' -e 's/^schedd_job_info .*/schedd_job_info true/' \
    -e 's/^queue_sort_method .*/queue_sort_method seqno/' > "$files/scheduling"
  logged 'scheduling' qconf -Msconf "$files/scheduling"
  # qconf breaks long lines with a backslash and takes none back. Jobs of root are wanted here, mail is not.
  qconf -sconf | sed -e ':a' -e '/\\$/{N;s/\\\n *//;ta' -e '}' | sed -e '/^#/d' \
    -e "s#^execd_spool_dir .*#execd_spool_dir $root/spool/execd#" -e 's#^mailer .*#mailer /bin/true#' \
    -e 's/^administrator_mail .*/administrator_mail none/' -e 's/^min_uid .*/min_uid 0/' -e 's/^min_gid .*/min_gid 0/' \
    -e 's/^load_report_time .*/load_report_time 00:00:05/' -e "s/^gid_range .*/gid_range $((20000 + port_base))-$((20100 + port_base))/" \
    -e 's#^reporting_params .*#reporting_params accounting=true reporting=false flush_time=00:00:01 joblog=false sharelog=00:00:00#' \
    > "$files/global"
  (cd "$files" && logged 'global settings' qconf -Mconf global)
}

# add_or_modify KIND NAME FILE: qconf has a command for what is there and one for what is not.
add_or_modify() {
  if qconf "-s$1" "$2" > /dev/null 2>&1; then logged "$2" qconf "-M$1" "$3"; else logged "$2" qconf "-A$1" "$3"; fi
}
