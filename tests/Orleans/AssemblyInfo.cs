// Each test has a cluster of processes to itself: two at once would measure the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
