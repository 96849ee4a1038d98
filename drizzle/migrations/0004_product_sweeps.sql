CREATE TABLE `product_sweeps` (
	`connection_id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`stored_at` integer NOT NULL,
	`next_page` integer NOT NULL,
	`page_size` integer DEFAULT 1000 NOT NULL,
	`total` integer,
	`received` integer NOT NULL,
	`largest_page` integer NOT NULL,
	`is_whole` integer NOT NULL,
	`seen` blob NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade
);
