using System.Xml;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Sge;

namespace HpcClient.Scheduling.Tests.Sge;

/// <summary>Recorded from Son of Grid Engine 8.1.9, shortened.</summary>
public sealed class SgeParsingTests
{
    private const string Queue = """
        <?xml version='1.0'?>
        <job_info  xmlns:xsd="http://arc.liv.ac.uk/repos/darcs/sge/source/dist/util/resources/schemas/qstat/qstat.xsd">
          <queue_info>
            <job_list state="running">
              <JB_job_number>1</JB_job_number>
              <JAT_prio>0.50000</JAT_prio>
              <JB_name>fw-64b5bce63a26373568590001</JB_name>
              <JB_owner>root</JB_owner>
              <state>r</state>
              <JAT_start_time>2026-11-22T20:25:44</JAT_start_time>
              <queue_name>all.q@node1</queue_name>
              <slots>4</slots>
            </job_list>
          </queue_info>
          <job_info>
            <job_list state="pending">
              <JB_job_number>2</JB_job_number>
              <JAT_prio>0.00000</JAT_prio>
              <JB_name>a&amp;b</JB_name>
              <JB_owner>root</JB_owner>
              <state>hqw</state>
              <JB_submission_time>2026-11-22T20:25:44</JB_submission_time>
              <queue_name></queue_name>
              <slots>1</slots>
            </job_list>
            <job_list state="pending">
              <JB_job_number>6</JB_job_number>
              <JB_name>job-64b5bce63a26373568590006.sh</JB_name>
              <state>Eqw</state>
              <queue_name></queue_name>
              <full_job_name>deep<more>down</more></full_job_name>
            </job_list>
          </job_info>
        </job_info>
        """;

    [Fact]
    public void The_queue_tells_who_waits_why_and_who_runs_where()
    {
        var jobs = SgeQueue.Parse(Queue.Replace("<full_job_name>deep<more>down</more></full_job_name>", "", StringComparison.Ordinal));

        jobs.Count.ShouldBe(3);
        jobs[0].ShouldBe(new()
        {
            SchedulerJobId = "1",
            JobName = "fw-64b5bce63a26373568590001",
            Phase = SchedulerPhase.Running,
            RawState = "r",
            Node = "node1",
            StartedAt = new DateTimeOffset(2026, 11, 22, 20, 25, 44, TimeSpan.Zero),
            Cpus = 4,
            Witness = "qstat",
        });
        jobs[1].Phase.ShouldBe(SchedulerPhase.Queued);
        jobs[1].JobName.ShouldBe("a&b");
        jobs[1].Reason.ShouldBe("it is held");
        jobs[1].Node.ShouldBeNull();
        jobs[1].SubmittedAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 20, 25, 44, TimeSpan.Zero));
        jobs[2].Cause.ShouldBe(EndCause.LaunchFailure);
        jobs[2].JobName.ShouldBe("fw-64b5bce63a26373568590006");
        jobs[2].StaysInQueue.ShouldBeTrue();
    }

    [Fact]
    public void Waits_are_told_in_words_with_what_was_asked_for_and_the_place_in_the_line()
    {
        const string queue = """
            <job_info><job_info>
            <job_list state="pending"><JB_job_number>3</JB_job_number><JAT_prio>0.75000</JAT_prio><JB_name>fw-c</JB_name><state>qw</state><slots>4</slots><requested_pe name="threaded">4</requested_pe><def_hard_request name="h_vmem">1G</def_hard_request></job_list>
            <job_list state="pending"><JB_job_number>14</JB_job_number><JAT_prio>0.25000</JAT_prio><JB_name>fw-e</JB_name><state>Rq</state><slots>1</slots></job_list>
            <job_list state="pending"><JB_job_number>13</JB_job_number><JAT_prio>0.25000</JAT_prio><JB_name>fw-d</JB_name><state>qw</state><slots>1</slots><hard_request name="h_rt" resource_contribution="0.000000">60</hard_request><hard_request name="gpu" resource_contribution="0.000000">1</hard_request><soft_request name="h_vmem">9G</soft_request><hard_req_queue>gpu.q</hard_req_queue></job_list>
            <job_list state="pending"><JB_job_number>11</JB_job_number><JAT_prio>0.00000</JAT_prio><JB_name>fw-a</JB_name><state>hqw</state><slots>1</slots><predecessor_jobs_req>fill1</predecessor_jobs_req><predecessor_jobs>9</predecessor_jobs></job_list>
            <job_list state="pending"><JB_job_number>12</JB_job_number><JAT_prio>0.00000</JAT_prio><JB_name>fw-b</JB_name><state>hqw</state><slots>1</slots></job_list>
            </job_info></job_info>
            """;

        var jobs = SgeQueue.Parse(queue).ToDictionary(job => job.SchedulerJobId);

        jobs["3"].WaitsFor.ShouldBe("waits for 4 free CPUs and 4G of memory");
        jobs["13"].WaitsFor.ShouldBe("waits for a free GPU and a free CPU on queue gpu.q");
        jobs["14"].WaitsFor.ShouldBe("waits to run again, for a free CPU");
        jobs["11"].WaitsFor.ShouldBe("waits for another job to end (job 9)");
        jobs["12"].WaitsFor.ShouldBe("is held until somebody releases it (qrls)");
        jobs["13"].TimeLimit.ShouldBe(TimeSpan.FromMinutes(1));
        jobs["14"].RestartCount.ShouldBe(1);
        ((string[])["3", "13", "14", "11"]).Select(id => jobs[id].JobsAhead).ShouldBe([0, 1, 2, null]);
        (jobs["13"].Cpus, jobs["13"].Gpus, jobs["3"].MemoryLimitBytes, jobs["3"].StartedAt).ShouldBe((null, null, null, null));
    }

    [Fact]
    public void A_job_that_runs_has_what_it_asked_for_and_one_that_waits_has_no_start()
    {
        const string asked = "<slots>2</slots><JAT_start_time>2026-11-22T20:25:44</JAT_start_time><hard_request name=\"h_vmem\">2G</hard_request><def_hard_request name=\"h_vmem\">1G</def_hard_request><hard_request name=\"gpu\">1</hard_request>";
        var jobs = SgeQueue.Parse($"""
            <job_info>
            <job_list><JB_job_number>1</JB_job_number><JAT_prio>0.00000</JAT_prio><JB_name>fw-a</JB_name><state>hr</state>{asked}</job_list>
            <job_list><JB_job_number>2</JB_job_number><JAT_prio>0.00000</JAT_prio><JB_name>fw-b</JB_name><state>qw</state>{asked}</job_list>
            </job_info>
            """);

        (jobs[0].Cpus, jobs[0].Gpus, jobs[0].MemoryLimitBytes, jobs[0].Reason).ShouldBe((2, 1, 4L << 30, null));
        jobs[0].StartedAt.ShouldNotBeNull();
        (jobs[1].StartedAt, jobs[1].JobsAhead).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("error: no such thing")]
    [InlineData("<job_info><job_list><JB_job_number>1</JB_job_number>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e 'e'>]><job_info/>")]
    public void What_is_no_whole_XML_is_no_empty_queue(string text) => Should.Throw<XmlException>(() => SgeQueue.Parse(text));

    [Fact]
    public void An_element_that_is_not_flat_is_a_fault_and_no_hang() => Should.Throw<XmlException>(() => SgeQueue.Parse(Queue));

    [Fact]
    public void Reasons_of_errors_are_read_without_their_origin()
    {
        const string detail = """
            ==============================================================
            job_number:                 26
            job_name:                   fw-noout
            error reason          1:      11/22/2026 20:28:25 [0:21016]: error: can't open output file "/nowhere/o5": No such file or directory
            ==============================================================
            job_number:                 27
            script_file:                j9.sh
            error reason          1:      11/22/2026 20:28:25 [106:21015]: exit_status of job start = 100
            """;

        SgeQueue.ParseErrorReasons(detail).ShouldBe(new Dictionary<string, string>
        {
            ["26"] = "can't open output file \"/nowhere/o5\": No such file or directory",
            ["27"] = "exit_status of job start = 100",
        });
    }

    [Theory]
    [InlineData("error reason 1: of nobody\njob_number: 26")]
    [InlineData("job_number: 26\nerror reason without a colon")]
    [InlineData("job_number: 26\nhard resource_list: h_vmem=1G")]
    public void Lines_that_are_no_reason_of_a_job_are_passed_over(string detail) => SgeQueue.ParseErrorReasons(detail).ShouldBeEmpty();

    [Fact]
    public void A_reason_without_an_origin_is_told_as_it_is() => SgeQueue.ParseErrorReasons("job_number: 26\nerror reason 1: no such folder").ShouldBe(new Dictionary<string, string> { ["26"] = "no such folder" });
}
