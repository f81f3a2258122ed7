# shellcheck shell=bash disable=SC2154  # the settings are up.sh's
# Accounting that keeps: MariaDB without network or password (its socket tells who calls) and slurmdbd on top.

start_database() {
  local dir=$root/mysql
  mkdir -p "$dir"
  chown mysql: "$dir"
  cat > "$root/etc/my.cnf" << CONF
[mariadbd]
datadir=$dir
socket=$dir/mysql.sock
pid-file=$dir/mysql.pid
log-error=$root/log/mariadbd.log
user=mysql
skip-networking
skip-name-resolve
innodb_buffer_pool_size=256M
innodb_log_file_size=32M
innodb_lock_wait_timeout=900
innodb_flush_log_at_trx_commit=2
CONF
  : > "$root/log/mariadbd.log"
  chown mysql: "$root/log/mariadbd.log"
  if [ ! -d "$dir/mysql" ]; then
    logged 'make the accounting database' mariadb-install-db --no-defaults --user=mysql --datadir="$dir" --skip-test-db \
      --skip-name-resolve --auth-root-authentication-method=socket ||
      die 'MariaDB could not make its folder' "$0 --root $root   (with room on the disk of $root)"
  fi
  start_detached mariadbd "$(type -P mariadbd)" --defaults-file="$root/etc/my.cnf"
  wait_for 60 mariadbd mariadb-admin --no-defaults -S "$dir/mysql.sock" ping
  logged 'prepare the accounting database' mariadb --no-defaults -S "$dir/mysql.sock" -e "
    CREATE DATABASE IF NOT EXISTS slurm_acct_db;
    CREATE USER IF NOT EXISTS slurm@localhost IDENTIFIED VIA unix_socket;
    GRANT ALL ON slurm_acct_db.* TO slurm@localhost;"
}

start_accounting() {
  cat > "$root/etc/slurmdbd.conf" << CONF
AuthType=auth/munge
AuthInfo=socket=$root/munge/munge.sock
DbdHost=localhost
DbdAddr=$address
DbdPort=$dbd_port
CommunicationParameters=NoInAddrAny
SlurmUser=slurm
PidFile=$root/run/slurmdbd.pid
LogFile=$root/log/slurmdbd.log
DebugLevel=info
StorageType=accounting_storage/mysql
StorageHost=localhost
StorageUser=slurm
StorageLoc=slurm_acct_db
CONF
  chown slurm: "$root/etc/slurmdbd.conf"
  chmod 600 "$root/etc/slurmdbd.conf"   # slurmdbd insists
  # The client library takes the path of the database's socket from here: slurmdbd.conf has no key for it.
  start_detached slurmdbd env "MYSQL_UNIX_PORT=$root/mysql/mysql.sock" "SLURM_CONF=$SLURM_CONF" \
    "$(type -P slurmdbd)" -D
  wait_for 60 slurmdbd timeout 5 sacctmgr -n -i list cluster
  if [ -z "$(sacctmgr -n list cluster "$cluster" format=cluster)" ]; then
    logged 'register the cluster' sacctmgr -i add cluster "$cluster"
    # An account besides the default one, so that jobs have something to ask for.
    logged 'make the account lab' sacctmgr -i add account lab cluster="$cluster"
    logged 'let root use it' sacctmgr -i add user root account=lab cluster="$cluster"
  fi
}
