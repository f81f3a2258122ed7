# shellcheck shell=bash disable=SC2154  # the settings are up.sh's
# The folder that Grid Engine calls a cell, the spool, and the daemons.

write_cell() {
  local common=$root/default/common part arch
  arch=$(/usr/share/gridengine/util/arch)
  mkdir -p "$common" "$root/spool/execd"
  for part in bin lib utilbin; do
    mkdir -p "$root/$part"
    ln -sfn "$programs" "$root/$part/$arch"
  done
  ln -sfn /usr/share/gridengine/util "$root/util"
  {
    printf 'export SGE_ROOT=%q SGE_CELL=default SGE_QMASTER_PORT=%d SGE_EXECD_PORT=%d\n' "$root" "$qmaster_port" "$execd_port"
    # shellcheck disable=SC2016  # for the shell that reads it
    printf 'export PATH=%q:"$PATH"\n' "$programs"
  } > "$root/env"
  echo "$host" > "$common/act_qmaster"
  # Where /etc/hosts leads the machine's address back to localhost, Grid Engine must hear that both are one.
  echo "$host localhost" > "$common/host_aliases"
  cat > "$common/bootstrap" << CONF
admin_user              sgeadmin
default_domain          none
ignore_fqdn             true
spooling_method         classic
spooling_lib            libspoolc
spooling_params         $common;$root/spool/qmaster
binary_path             $root/bin
qmaster_spool_dir       $root/spool/qmaster
security_mode           none
listener_threads        2
worker_threads          2
scheduler_threads       1
CONF
  chown -R sgeadmin: "$root/default" "$root/spool" "$root/run"
}

as_sgeadmin() { setpriv --reuid=sgeadmin --regid=sgeadmin --clear-groups -- "$@"; }

start_qmaster() {
  if [ ! -d "$root/spool/qmaster/managers" ] && [ ! -e "$root/spool/qmaster/users" ]; then
    mkdir -p "$root/spool/qmaster"
    chown sgeadmin: "$root/spool/qmaster"
    logged 'make the spool' as_sgeadmin "$programs/spoolinit" classic libspoolc "$SGE_ROOT/default/common;$root/spool/qmaster" init
    logged 'write the first configuration' as_sgeadmin "$programs/spooldefaults" configuration /usr/share/gridengine/default-configuration
    logged 'write the resources' as_sgeadmin "$programs/spooldefaults" complexes /usr/share/gridengine/util/resources/centry
    logged 'write the user sets' as_sgeadmin "$programs/spooldefaults" usersets /usr/share/gridengine/util/resources/usersets
    logged 'write the managers' as_sgeadmin "$programs/spooldefaults" managers sgeadmin root
  fi
  start_detached sge_qmaster env SGE_ND=true "SGE_MASTER_PIDFILE=$root/run/qmaster.pid" "$programs/sge_qmaster"
  wait_for 30 sge_qmaster timeout 5 qconf -sh
}

node_ready() { timeout 5 qstat -f 2> /dev/null | awk '$1 ~ /^all\.q@/ { ok = NF == 5 && $5 ~ /^lx-/ } END { exit !ok }'; }

start_execd() {
  start_detached sge_execd env SGE_ND=true "SGE_EXECD_PIDFILE=$root/run/execd.pid" "$programs/sge_execd"
  wait_for 60 sge_execd node_ready
}
