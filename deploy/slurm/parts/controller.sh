# shellcheck shell=bash disable=SC2154  # the settings are up.sh's
# The configuration that all daemons and clients share, and slurmctld.

write_configuration() {
  local gather=linux task=none limits=JobAcctGatherParams=OverMemoryKill storage
  if [ "$tracking" = cgroup ]; then gather=cgroup task=cgroup limits=; fi
  storage=AccountingStorageType=accounting_storage/none
  # Without job_comment a finished job's comment is lost.
  [ "$accounting" = no ] || storage="AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=$address
AccountingStoragePort=$dbd_port
AccountingStoragePass=$root/munge/munge.sock
AccountingStorageTRES=gres/gpu
AccountingStoreFlags=job_comment"
  cat > "$root/etc/slurm.conf" << CONF
ClusterName=$cluster
SlurmctldHost=$host($address)
SlurmUser=slurm
SlurmdUser=root
SlurmctldPort=$ctld_port
AuthType=auth/munge
AuthInfo=socket=$root/munge/munge.sock
# On that address only.
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$root/spool/ctld
SlurmdSpoolDir=$root/spool/%n
SlurmctldPidFile=$root/run/slurmctld.pid
SlurmdPidFile=$root/run/slurmd-%n.pid
SlurmctldLogFile=$root/log/slurmctld.log
SlurmdLogFile=$root/log/slurmd-%n.log
SlurmctldDebug=info
SlurmdDebug=info

ProctrackType=proctrack/$tracking
TaskPlugin=task/$task
JobAcctGatherType=jobacct_gather/$gather
JobAcctGatherFrequency=task=1
$limits

SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
# CPU and memory of a node are what we say, not what the machine has.
SlurmdParameters=config_overrides
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=2,sched_interval=2,batch_sched_delay=0,sched_min_interval=0
PriorityType=priority/multifactor
MpiDefault=none
GresTypes=gpu
DefMemPerCPU=$defmem
ReturnToService=2
KillWait=5
MinJobAge=300
MaxJobCount=20000
MaxArraySize=5001
SlurmctldTimeout=30
SlurmdTimeout=60
TreeWidth=65533

$storage
JobCompType=jobcomp/none

NodeName=$node_range NodeHostname=$host NodeAddr=$address Port=$slurmd_ports CPUs=$cpus RealMemory=$mem$([ "$gpus" = 0 ] || echo " Gres=gpu:fake:$gpus") Features=invented State=UNKNOWN
PartitionName=main Nodes=$node_range Default=YES DefaultTime=60 MaxTime=INFINITE State=UP
PartitionName=gpu Nodes=$node_range DefaultTime=60 MaxTime=1-00:00:00 State=UP
CONF
  [ -z "$conf" ] || cat "$conf" >> "$root/etc/slurm.conf"
  {
    echo 'AutoDetect=off'
    [ "$gpus" = 0 ] || echo "NodeName=$node_range Name=gpu Type=fake File=$root/gpus/gpu[0-$((gpus - 1))]"
  } > "$root/etc/gres.conf"
  cat > "$root/etc/cgroup.conf" << CONF
CgroupPlugin=$cgroup_plugin
CgroupMountpoint=/sys/fs/cgroup
ConstrainRAMSpace=yes
# Invented CPUs and GPUs cannot be fenced in.
ConstrainCores=no
ConstrainDevices=no
ConstrainSwapSpace=no
$cgroup_extra
CONF
  [ "$tracking" = cgroup ] || rm -f "$root/etc/cgroup.conf"
  # slurmd wants a character device for a GPU (a twin of /dev/null serves); CUDA_VISIBLE_DEVICES counts from 0 on a node.
  mkdir -p "$root/gpus"
  local i
  for ((i = 0; i < gpus; i++)); do [ -c "$root/gpus/gpu$i" ] || mknod -m 666 "$root/gpus/gpu$i" c 1 3; done
  chmod 644 "$root"/etc/{slurm,gres}.conf
}

start_controller() {
  start_detached slurmctld env "SLURM_CONF=$SLURM_CONF" "$(type -P slurmctld)" -D -i
  wait_for 30 slurmctld timeout 5 scontrol ping
}
